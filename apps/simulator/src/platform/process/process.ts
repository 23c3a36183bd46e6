/**
 * One process with one thread. Whatever completes is delivered through it; while it computes, nothing else is.
 * After a block, timers that are due run first and then the input that had arrived, one callback at a time, as in Node.
 */
import { type EventFn, type Kernel, keyOf } from '../../kernel/index.ts';
import { newTcpCounts } from '../network/tcp.ts';
import { LoopDelayMonitor } from './loop-delay.ts';
import { Timer, TimerLine } from './timers.ts';

interface Arrival {
  readonly fn: EventFn<never, never>;
  readonly a: unknown;
  readonly b: unknown;
}

export class Process {
  readonly kernel: Kernel;
  readonly name: string;
  /** Keys of its own luck. */
  readonly key: number;
  alive = true;
  /** What it computes takes this many times as long: others use the node's processors too. */
  slowness = 1;
  /** Processor time of the work begun so far, microseconds. */
  cpuUs = 0;
  readonly tcp = newTcpCounts();
  readonly loopDelay: LoopDelayMonitor;
  /** Called once, with the reason, when the process ends by itself. */
  onCrash: ((reason: unknown) => void) | null = null;
  #busyUntilUs: number;
  readonly #timersDue: Timer[] = [];
  readonly #arrived: Arrival[] = [];
  /** Arrivals that are still to be delivered in this turn of the loop. */
  #polled = 0;
  #wakes = false;
  readonly #lines = new Map<number, TimerLine>();
  readonly #whenEnded: (() => void)[] = [];

  constructor(kernel: Kernel, name: string) {
    this.kernel = kernel;
    this.name = name;
    this.key = keyOf(name);
    this.#busyUntilUs = kernel.nowUs;
    this.loopDelay = new LoopDelayMonitor(this.key, kernel.nowUs);
  }

  /** The instant at which what runs now in this process happens: work done before counts. */
  localNowUs(): number {
    return Math.max(this.#busyUntilUs, this.kernel.nowUs);
  }

  isBusy(): boolean {
    return this.#busyUntilUs > this.kernel.nowUs;
  }

  /** Processor time used by now, microseconds: of the work in hand, what has been done. */
  usedUs(): number {
    return this.cpuUs - (this.localNowUs() - this.kernel.nowUs) / this.slowness;
  }

  /** Synchronous work on the processor. */
  charge(durationUs: number): void {
    const fromUs = this.localNowUs();
    this.#busyUntilUs = fromUs + (this.slowness === 1 ? durationUs : Math.round(durationUs * this.slowness));
    this.cpuUs += durationUs;
    this.loopDelay.busy(fromUs, this.#busyUntilUs);
  }

  /** Input that arrives at `atUs`: `fn(a, b)` runs in this process once it is free. Dropped when the process has ended. */
  complete<A, B>(atUs: number, fn: EventFn<A, B>, a: A, b: B): void {
    const arrival: Arrival = { fn: fn as EventFn<never, never>, a, b }; // fn only ever gets this a and b
    this.kernel.at(atUs, deliver, this, arrival);
  }

  /** Runs `fn(a, b)` after a duration, unless cleared before it has run. */
  setTimer<A, B>(durationUs: number, fn: EventFn<A, B>, a: A, b: B): Timer {
    const timer = new Timer(this.localNowUs() + durationUs, fn as EventFn<never, never>, a, b); // as above
    let line = this.#lines.get(durationUs);
    if (line === undefined) {
      line = new TimerLine(durationUs);
      this.#lines.set(durationUs, line);
    }
    line.push(timer);
    if (!line.armed) {
      line.armed = true;
      this.kernel.at(timer.dueUs, ring, this, line);
    }
    return timer;
  }

  clearTimer(timer: Timer): void {
    timer.cancel();
  }

  /** Called once, when the process has ended in whatever way: whoever is connected to it notices. */
  whenEnded(listener: () => void): void {
    this.#whenEnded.push(listener);
  }

  /** Ends the process: nothing is delivered to it any more. */
  kill(): void {
    this.alive = false;
    for (const listener of this.#whenEnded.splice(0)) listener();
    this.#timersDue.length = 0;
    this.#arrived.length = 0;
    this.#lines.clear();
  }

  /** Ends the process by its own failure. */
  crash(reason: unknown): void {
    if (!this.alive) return;
    this.kill();
    this.onCrash?.(reason);
  }

  /** @internal */
  arrive(arrival: Arrival): void {
    if (!this.alive) return;
    if (this.#isFree()) this.#dispatch(arrival);
    else {
      this.#arrived.push(arrival);
      this.#wakeAt(this.localNowUs());
    }
  }

  /** @internal */
  ring(line: TimerLine): void {
    line.armed = false;
    if (!this.alive) return;
    const now = this.kernel.nowUs;
    let timer = line.first();
    while (timer !== undefined && timer.dueUs <= now) {
      line.drop();
      this.#timersDue.push(timer);
      timer = line.first();
    }
    if (timer !== undefined) {
      line.armed = true;
      this.kernel.at(timer.dueUs, ring, this, line);
    }
    if (this.#timersDue.length > 0) this.#wakeAt(this.localNowUs());
  }

  /** @internal */
  wake(): void {
    this.#wakes = false;
    if (!this.alive) return;
    if (this.#busyUntilUs > this.kernel.nowUs) {
      this.#wakeAt(this.#busyUntilUs);
      return;
    }
    if (this.#polled === 0) {
      this.loopDelay.turn();
      this.#polled = this.#arrived.length;
    }
    let timer = this.#timersDue.shift();
    while (timer?.dead) timer = this.#timersDue.shift();
    if (timer !== undefined) {
      timer.dead = true;
      this.#dispatch(timer);
    } else {
      const arrival = this.#arrived.shift();
      this.#polled = Math.max(0, this.#polled - 1);
      if (arrival !== undefined) this.#dispatch(arrival);
    }
    if (this.#timersDue.length > 0 || this.#arrived.length > 0) this.#wakeAt(this.localNowUs());
  }

  #isFree(): boolean {
    return this.#busyUntilUs <= this.kernel.nowUs && this.#arrived.length === 0 && this.#timersDue.length === 0;
  }

  #dispatch(work: Arrival): void {
    this.kernel.owner = this;
    this.kernel.resumed();
    work.fn(work.a as never, work.b as never); // stored together by complete and setTimer
  }

  #wakeAt(timeUs: number): void {
    if (this.#wakes) return;
    this.#wakes = true;
    this.kernel.at(timeUs, wake, this, null);
  }
}

const deliver = (process: Process, arrival: Arrival): void => process.arrive(arrival);
const ring = (process: Process, line: TimerLine): void => process.ring(line);
const wake = (process: Process): void => process.wake();
