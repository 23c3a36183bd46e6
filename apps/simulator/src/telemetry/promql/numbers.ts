/** Arithmetic that keeps what plain summing loses. */

/** Neumaier's sum: the error of each addition is kept beside it. */
export class Sum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const next = this.#sum + value;
    if (!Number.isFinite(next)) this.#lost = 0;
    else if (Math.abs(this.#sum) >= Math.abs(value)) this.#lost += this.#sum - next + value;
    else this.#lost += value - next + this.#sum;
    this.#sum = next;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}

/** Mean, also where the sum would overflow. */
export function mean(values: ArrayLike<number>, from = 0, to = values.length): number {
  const sum = new Sum();
  for (let i = from; i < to; i++) sum.add(values[i] ?? 0);
  const direct = sum.value / (to - from);
  if (Number.isFinite(direct)) return direct;
  let infinite = false;
  for (let i = from; i < to; i++) infinite ||= !Number.isFinite(values[i] ?? 0);
  if (infinite) return direct;
  const scaled = new Sum();
  for (let i = from; i < to; i++) scaled.add((values[i] ?? 0) / (to - from));
  return scaled.value;
}

/** Variance over the whole population (Welford). */
export function variance(values: ArrayLike<number>, from = 0, to = values.length): number {
  let average = 0;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const delta = (values[i] ?? 0) - average;
    average += delta / (i - from + 1);
    squares += delta * ((values[i] ?? 0) - average);
  }
  return squares / (to - from);
}

/** Quantile with linear interpolation; NaN counts as smallest. `values` is sorted in place. */
export function quantile(q: number, values: number[]): number {
  if (values.length === 0 || Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  values.sort((a, b) => (Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : Number.isNaN(b) ? 1 : a - b));
  const rank = q * (values.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(values.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return (values[lower] ?? 0) * (1 - weight) + (values[upper] ?? 0) * weight;
}

/** Go's shortest decimal form without exponent, as in label values. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  const text = String(value);
  const exponent = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!exponent) return text;
  const [, sign = '', lead = '', fraction = '', power = '0'] = exponent;
  const shift = Number(power);
  const digits = lead + fraction;
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digits}`;
  return sign + digits.padEnd(shift + 1, '0');
}
