/**
 * What `monitorEventLoopDelay` (resolution 10 ms) would have measured since it was last read.
 * A timer of 10 ms samples the loop: an idle loop shows about 10.1 ms, and each turn that took longer shows once.
 * Measured on Node 20.20: p50 10.1 ms, p99 10.3-12.9 ms; one block of 1.5 s in 15 s: max 1.502 s, p99 25 ms;
 * fifteen blocks of 0.93 s in 15 s, one after the other: p50 10.2 ms, p90 932 ms, p99 935 ms, max 941 ms, mean 125 ms.
 */
import { fraction, mix } from '../../kernel/index.ts';

const intervalUs = 10_080;

export interface LoopDelay {
  readonly minUs: number;
  readonly maxUs: number;
  readonly meanUs: number;
  readonly stddevUs: number;
  readonly p50Us: number;
  readonly p90Us: number;
  readonly p99Us: number;
}

export class LoopDelayMonitor {
  readonly #key: number;
  #nextTickUs: number;
  #idleTicks = 0;
  /** Delays that a block caused, with the interval included. */
  #late: number[] = [];
  #reads = 0;
  #blockBeganUs: number;
  #blockEndsUs: number;

  constructor(key: number, startUs: number) {
    this.#key = key;
    this.#nextTickUs = startUs + intervalUs;
    this.#blockBeganUs = startUs;
    this.#blockEndsUs = startUs;
  }

  /** The loop was busy in [fromUs, toUs). Calls come in order of time; what follows at once, in the same turn, is the same block. */
  busy(fromUs: number, toUs: number): void {
    if (fromUs > this.#blockEndsUs) {
      this.#endBlock();
      this.#blockBeganUs = fromUs;
    }
    this.#blockEndsUs = toUs;
  }

  /** The loop begins anew, with the timers that are due: the monitor's own is one of them. */
  turn(): void {
    this.#endBlock();
    this.#blockBeganUs = this.#blockEndsUs;
  }

  /** Reads and resets, as prom-client does on every scrape. */
  read(nowUs: number): LoopDelay {
    this.#endBlock();
    this.#idleUntil(nowUs);
    this.#reads++;
    const jitter = fraction(mix(this.#key, this.#reads));
    const late = this.#late.sort((a, b) => a - b);
    const count = Math.max(1, this.#idleTicks + late.length);
    const idleUs = intervalUs + Math.round(20 + 40 * jitter);
    const idleTailUs = idleUs + Math.round(200 + 1800 * fraction(mix(this.#key, this.#reads + 0x10000)));
    // Once in a while even an idle process is kept waiting by its machine.
    const longestIdleUs = idleUs + Math.round(3_000 + 20_000 * fraction(mix(this.#key, this.#reads + 0x20000)) ** 2);
    const quantile = (q: number): number => {
      const rank = Math.ceil(q * count) - 1;
      const intoLate = rank - this.#idleTicks;
      if (intoLate >= 0) return late[intoLate] ?? idleTailUs;
      return rank > this.#idleTicks * 0.985 ? idleTailUs : idleUs;
    };
    const sum = late.reduce((total, value) => total + value, this.#idleTicks * idleUs);
    const meanUs = sum / count;
    const squares = late.reduce(
      (total, value) => total + (value - meanUs) ** 2,
      this.#idleTicks * (idleUs - meanUs) ** 2,
    );
    const result = {
      minUs: intervalUs - Math.round(60 * jitter),
      maxUs: Math.max(longestIdleUs, late.at(-1) ?? 0),
      meanUs: Math.round(meanUs),
      stddevUs: Math.round(Math.sqrt(squares / count)) + Math.round(90 * jitter),
      p50Us: quantile(0.5),
      p90Us: quantile(0.9),
      p99Us: quantile(0.99),
    };
    this.#late = [];
    this.#idleTicks = 0;
    return result;
  }

  #endBlock(): void {
    this.#idleUntil(this.#blockBeganUs);
    const endUs = this.#blockEndsUs;
    if (this.#nextTickUs >= endUs) return;
    this.#late.push(intervalUs + endUs - this.#nextTickUs);
    this.#nextTickUs = endUs + intervalUs;
  }

  #idleUntil(timeUs: number): void {
    if (this.#nextTickUs > timeUs) return;
    const ticks = Math.floor((timeUs - this.#nextTickUs) / intervalUs) + 1;
    this.#idleTicks += ticks;
    this.#nextTickUs += ticks * intervalUs;
  }
}
