import { TelemetryError } from './errors.ts';

/** Stops a query that takes too long. Asked often, it looks at the clock seldom. */
export class Deadline {
  readonly #endMs: number;
  readonly #limitMs: number;
  #asked = 0;

  constructor(limitMs = 4000) {
    this.#limitMs = limitMs;
    this.#endMs = performance.now() + limitMs;
  }

  check(): void {
    this.#asked += 1;
    if ((this.#asked & 255) !== 0 || performance.now() < this.#endMs) return;
    throw new TelemetryError(
      'timeout',
      `the query took longer than ${this.#limitMs / 1000} s: choose a shorter window, a label, or a longer text`,
    );
  }
}
