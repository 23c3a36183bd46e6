/** Chance with a name: the same draws every time. */
import { fraction, keyOf, mix } from '../../kernel/index.ts';

export class Draws {
  #key: number;

  constructor(name: string, number: number) {
    this.#key = mix(keyOf(name), number);
  }

  share(): number {
    this.#key = mix(this.#key, 1);
    return fraction(this.#key);
  }

  whole(from: number, to: number): number {
    return from + Math.floor(this.share() * (to - from + 1));
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.whole(0, values.length - 1)];
    if (value === undefined) throw new Error('there is nothing to draw from');
    return value;
  }

  some<T>(values: readonly T[], atMost: number): T[] {
    return values.length === 0 ? [] : Array.from({ length: this.whole(0, atMost) }, () => this.of(values));
  }

  shuffled<T>(values: readonly T[]): T[] {
    return values
      .map((value) => ({ value, key: this.share() }))
      .sort((a, b) => a.key - b.key)
      .map(({ value }) => value);
  }
}
