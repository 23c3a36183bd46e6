/**
 * Addressed luck: a draw is a pure function of a key, never consumed from a stream,
 * so two worlds that differ in one place draw the same everywhere else.
 * Keys are 32-bit integers; texts become keys once, by `keyOf`.
 */

/** Mixes a value into a 32-bit key. The key is scrambled first: keys that differ in a few bits must not share draws. */
export function mix(key: number, value: number): number {
  let h = Math.imul(key ^ 0x5bf03635, 0x9e3779b1);
  h = ((h ^ (h >>> 15)) + value) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

export const mix2 = (key: number, a: number, b: number): number => mix(mix(key, a), b);

export const mix3 = (key: number, a: number, b: number, c: number): number => mix(mix(mix(key, a), b), c);

/** A text as a key (FNV-1a, then mixed). */
export function keyOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h >>> 0, text.length);
}

/** 0 <= x < 1 */
export const fraction = (key: number): number => key / 4294967296;

/** A standard normal draw (Box-Muller on two keys derived from one). */
export function normal(key: number): number {
  const u = (mix(key, 0x51ed270b) + 1) / 4294967297;
  const v = mix(key, 0x2545f491) / 4294967296;
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

/** Positive, right-skewed: given by its mean and its coefficient of variation. */
export class LogNormal {
  readonly #mu: number;
  readonly #sigma: number;

  constructor(mean: number, cv: number) {
    const variance = Math.log(1 + cv * cv);
    this.#mu = Math.log(mean) - variance / 2;
    this.#sigma = Math.sqrt(variance);
  }

  /** Rounded to an integer, so that the last bits of `exp` cannot matter. */
  draw(key: number): number {
    return Math.round(Math.exp(this.#mu + this.#sigma * normal(key)));
  }
}

/** Time to the next arrival of a Poisson process, in the unit of `meanGap`, rounded. */
export const exponential = (key: number, meanGap: number): number =>
  Math.round(-Math.log((key + 1) / 4294967297) * meanGap);
