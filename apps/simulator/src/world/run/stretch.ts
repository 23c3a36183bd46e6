import type { Slice } from './slices.ts';

/** Fills one slice; chunks are adopted after `after`. */
export type FillSlice = (slice: Slice, isNewest: boolean, after: Promise<unknown>) => Promise<void>;

/** Slices side by side that are filled newest first. */
export class Stretch {
  /** From here to the stretch's end nothing is missing, epoch ms. */
  fromMs: number;
  readonly #slices: readonly Slice[];
  readonly #done = new Set<number>();
  readonly #listeners = new Set<() => void>();

  constructor(slices: readonly Slice[], toMs: number, fillSlice: FillSlice) {
    this.#slices = slices;
    this.fromMs = toMs;
    let newer: Promise<unknown> = Promise.resolve();
    for (const [index, slice] of slices.entries()) {
      newer = fillSlice(slice, index === 0, newer).then(
        () => this.#finished(slice),
        () => undefined,
      );
    }
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #finished(slice: Slice): void {
    this.#done.add(slice.fromMs);
    for (const { fromMs } of this.#slices) {
      if (!this.#done.has(fromMs)) break;
      this.fromMs = fromMs;
    }
    for (const listener of this.#listeners) listener();
  }
}
