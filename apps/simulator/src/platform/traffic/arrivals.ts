/** When visitors come: sessions begin as a Poisson process, whose rate is the scenario's. */
import { exponential, mix, mix3 } from '../../kernel/index.ts';

export interface Load {
  readonly requestsPerSecond: number;
  /** A rise like a bell: `factor` times as many at its top. */
  readonly peak: { readonly atMs: number; readonly factor: number; readonly widthMs: number } | null;
}

export interface SessionStart {
  /** Of everything that happens in it. */
  readonly key: number;
  readonly atUs: number;
}

export const meanSteps = 6;
/** Of `meanSteps`, what is left when the longest sessions are cut off; measured. */
export const keptSteps = 5.82;

const trafficSeed = (seed: number): number => mix(seed, 0x74726166);

export class Arrivals {
  readonly seed: number;
  readonly #load: Load;

  constructor(seed: number, load: Load) {
    this.seed = trafficSeed(seed);
    this.#load = load;
  }

  /** Sessions per second. A shop's afternoon: a swing of 3 % over twenty minutes, so that the rate is not a ruler's line. */
  rate(timeUs: number): number {
    const { requestsPerSecond, peak } = this.#load;
    const rise =
      peak === null ? 1 : 1 + (peak.factor - 1) * Math.exp(-(((timeUs / 1000 - peak.atMs) / peak.widthMs) ** 2));
    return (requestsPerSecond / keptSteps) * (1 + 0.03 * Math.sin((timeUs / 1_200_000_000) * 2 * Math.PI)) * rise;
  }

  /** In the second since the epoch that is given, in order. */
  startsIn(second: number): SessionStart[] {
    const gapUs = 1_000_000 / this.rate(second * 1_000_000);
    const starts: SessionStart[] = [];
    let atUs = 0;
    for (let ordinal = 0; ; ordinal++) {
      atUs += exponential(mix3(this.seed, second % 4294967296, ordinal, 1), gapUs);
      if (atUs >= 1_000_000) return starts;
      starts.push({ key: mix3(this.seed, second % 4294967296, ordinal, 2), atUs: second * 1_000_000 + atUs });
    }
  }
}
