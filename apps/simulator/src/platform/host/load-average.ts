/** Linux's load averages: threads that run or wait, smoothed over a minute, five and fifteen. */
const periodsUs = [60_000_000, 300_000_000, 900_000_000] as const;

export class LoadAverage {
  readonly #averages: (number | null)[] = periodsUs.map(() => null);
  #readUs: number;
  #runnableUs: number;

  constructor(nowUs: number, runnableUs: number) {
    this.#readUs = nowUs;
    this.#runnableUs = runnableUs;
  }

  /** `runnableUs` is the time that threads ran or waited until now, added up. A first reading is taken for what had been before. */
  read(nowUs: number, runnableUs: number): readonly number[] {
    const elapsedUs = Math.max(1, nowUs - this.#readUs);
    const threads = (runnableUs - this.#runnableUs) / elapsedUs;
    this.#readUs = nowUs;
    this.#runnableUs = runnableUs;
    return periodsUs.map((periodUs, i) => {
      const before = this.#averages[i] ?? threads;
      const now = threads + (before - threads) * Math.exp(-elapsedUs / periodUs);
      this.#averages[i] = now;
      return now;
    });
  }
}
