/** Virtual time: events in the order of (time, sequence), each followed by whatever it made service code do. */
import { type Drain, findDrain } from './drain.ts';
import { EventHeap } from './heap.ts';

export type EventFn<A, B> = (a: A, b: B) => void;
/** Names a scheduled event until it has run. */
export type EventHandle = number;

type AnyEvent = EventFn<never, never>;

const cancelled: AnyEvent = () => {};
/** A handle is slot + generation * slotLimit; both stay exact in a double. */
const slotLimit = 2 ** 24;
/** The thread is given back to Node after this many drains, so that messages get through. */
const drainsPerTurn = 10_000;

export interface KernelOptions {
  /** For tests: `turn` drains by a turn of Node's loop even where the synchronous drain works. */
  readonly drain?: 'auto' | 'turn';
}

export class Kernel {
  /** Microseconds since the Unix epoch; an integer. */
  nowUs: number;
  eventCount = 0;
  drainCount = 0;
  /** Who ran last: the process that an unhandled rejection belongs to. */
  owner: unknown = null;
  readonly #heap = new EventHeap();
  #fns: AnyEvent[] = [];
  #as: unknown[] = [];
  #bs: unknown[] = [];
  #generations: number[] = [];
  readonly #free: number[] = [];
  #sequence = 0;
  #dirty = false;
  readonly #mode: 'auto' | 'turn';
  #drain: Drain | undefined;

  constructor(startUs: number, options: KernelOptions = {}) {
    this.nowUs = startUs;
    this.#mode = options.drain ?? 'auto';
  }

  /** Runs `fn(a, b)` at `timeUs`. Throws when that lies in the past: time never runs backwards. */
  at<A, B>(timeUs: number, fn: EventFn<A, B>, a: A, b: B): EventHandle {
    if (!(timeUs >= this.nowUs)) throw new RangeError(`event at ${timeUs} us, but it is ${this.nowUs} us already`);
    const slot = this.#free.pop() ?? this.#newSlot();
    // The slot's fn is only ever called with the a and b stored beside it.
    this.#fns[slot] = fn as AnyEvent;
    this.#as[slot] = a;
    this.#bs[slot] = b;
    this.#heap.push(timeUs, this.#sequence++, slot);
    return slot + this.#generations[slot]! * slotLimit;
  }

  /** Nothing happens when the event has run already. */
  cancel(handle: EventHandle): void {
    const slot = handle % slotLimit;
    if (this.#generations[slot] !== (handle - slot) / slotLimit) return;
    this.#fns[slot] = cancelled;
    this.#as[slot] = null;
    this.#bs[slot] = null;
  }

  /** To be called by whatever settles a promise that service code may wait for. */
  resumed(): void {
    this.#dirty = true;
  }

  /** Runs everything up to and including `untilUs`, and leaves the clock there. */
  run(untilUs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        try {
          this.#drain ??= this.#mode === 'turn' ? null : findDrain();
          if (this.#runTurn(untilUs, this.#drain)) {
            this.nowUs = untilUs;
            resolve();
          } else setImmediate(turn);
        } catch (error) {
          reject(error);
        }
      };
      setImmediate(turn);
    });
  }

  /** True when there is nothing left to do up to `untilUs`. */
  #runTurn(untilUs: number, drain: Drain): boolean {
    let drains = 0;
    while (this.#heap.firstTime() <= untilUs) {
      this.nowUs = this.#heap.firstTime();
      const slot = this.#heap.pop();
      const fn = this.#fns[slot]!;
      const a = this.#as[slot];
      const b = this.#bs[slot];
      this.#as[slot] = null;
      this.#bs[slot] = null;
      this.#generations[slot]!++;
      this.#free.push(slot);
      this.eventCount++;
      fn(a as never, b as never);
      if (!this.#dirty) continue;
      this.#dirty = false;
      this.drainCount++;
      if (drain === null) return false;
      drain();
      if (++drains === drainsPerTurn) return false;
    }
    return true;
  }

  #newSlot(): number {
    const slot = this.#fns.length;
    if (slot === slotLimit) throw new RangeError('too many events are scheduled at once');
    this.#fns.push(cancelled);
    this.#as.push(null);
    this.#bs.push(null);
    this.#generations.push(0);
    return slot;
  }
}
