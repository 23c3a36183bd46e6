/** Counts of numbers: small whole ones (those of strings and instances) in an array, others in a map. */
export class Tally {
  readonly #small: Uint32Array;
  readonly #seen: number[] = [];
  readonly #others = new Map<number, number>();
  readonly #most: number;
  /** There were more different numbers than wanted: no more are counted. */
  overflowed = false;

  /** @param small an array of zeros, zeros again after `drain` */
  constructor(small: Uint32Array, most: number) {
    this.#small = small;
    this.#most = most;
  }

  add(value: number): void {
    if (value >= 0 && value < this.#small.length && Number.isInteger(value)) {
      const count = this.#small[value] ?? 0;
      if (count === 0) this.#seen.push(value);
      this.#small[value] = count + 1;
    } else this.#others.set(value, (this.#others.get(value) ?? 0) + 1);
    if (this.#seen.length + this.#others.size > this.#most) this.overflowed = true;
  }

  drain(visit: (value: number, count: number) => void): void {
    for (const value of this.#seen) {
      const count = this.#small[value] ?? 0;
      this.#small[value] = 0;
      visit(value, count);
    }
    for (const [value, count] of this.#others) visit(value, count);
  }
}

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

const before = (a: ValueCount, b: ValueCount): boolean =>
  a.count > b.count || (a.count === b.count && a.value < b.value);

/** The most frequent values; `text` is asked only about those that may be among them. */
export class Top {
  readonly #limit: number;
  readonly #best: ValueCount[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(count: number, text: () => string): void {
    const last = this.#best.at(-1);
    if (this.#best.length === this.#limit && last && count < last.count) return;
    const offered = { value: text(), count };
    let at = this.#best.length;
    while (at > 0 && before(offered, this.#best[at - 1] ?? offered)) at -= 1;
    this.#best.splice(at, 0, offered);
    if (this.#best.length > this.#limit) this.#best.pop();
  }

  get values(): readonly ValueCount[] {
    return this.#best;
  }
}
