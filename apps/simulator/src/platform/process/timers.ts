/** Timers of one process: those of equal duration stand in line, and only the first is in the kernel's heap. */
import type { EventFn } from '../../kernel/index.ts';

export class Timer {
  readonly dueUs: number;
  readonly fn: EventFn<never, never>;
  a: unknown;
  b: unknown;
  /** Cancelled, or has run. A timer that is due but waits for a busy process can still be cancelled. */
  dead = false;

  constructor(dueUs: number, fn: EventFn<never, never>, a: unknown, b: unknown) {
    this.dueUs = dueUs;
    this.fn = fn;
    this.a = a;
    this.b = b;
  }

  /** It stays in line until it would have been due, but what it was for need not: nearly all timers are cancelled. */
  cancel(): void {
    this.dead = true;
    this.a = null;
    this.b = null;
  }
}

export class TimerLine {
  readonly durationUs: number;
  #timers: Timer[] = [];
  #first = 0;
  /** The kernel knows of this line. */
  armed = false;

  constructor(durationUs: number) {
    this.durationUs = durationUs;
  }

  push(timer: Timer): void {
    this.#timers.push(timer);
  }

  /** The first timer that is still wanted. */
  first(): Timer | undefined {
    for (;;) {
      const timer = this.#timers[this.#first];
      if (timer === undefined || !timer.dead) return timer;
      this.drop();
    }
  }

  drop(): void {
    this.#first++;
    if (this.#first < 512 || this.#first * 2 < this.#timers.length) return;
    this.#timers = this.#timers.slice(this.#first);
    this.#first = 0;
  }
}
