/** Every limit of the server in one place. */
export const limits = {
  /** A hypothesis with everything in it is about 30 KB. */
  bodyBytes: 256 * 1024,
  /** Requests of one seat: a dashboard of ten panels refreshed by hand every few seconds stays below. */
  seatBurst: 240,
  seatPerSecond: 40,
  /** Join codes of one address: six letters must not be guessed. */
  joinBurst: 10,
  joinPerSecond: 0.2,
  /** Drills begun from one address. */
  beginBurst: 20,
  beginPerSecond: 0.5,
} as const;

/** Token buckets by key. */
export class Buckets {
  readonly #burst: number;
  readonly #perMs: number;
  readonly #levels = new Map<string, { tokens: number; atMs: number }>();

  constructor(burst: number, perSecond: number) {
    this.#burst = burst;
    this.#perMs = perSecond / 1000;
  }

  /** False when the key has used up what it had. */
  take(key: string, nowMs: number): boolean {
    const level = this.#levels.get(key) ?? { tokens: this.#burst, atMs: nowMs };
    const tokens = Math.min(this.#burst, level.tokens + (nowMs - level.atMs) * this.#perMs);
    if (this.#levels.size > 10_000) this.#levels.clear();
    this.#levels.set(key, { tokens: Math.max(0, tokens - 1), atMs: nowMs });
    return tokens >= 1;
  }
}
