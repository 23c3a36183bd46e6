/**
 * Processor sharing: n jobs on C cores each get min(1, C/n) of a core. `attained` is the work that a job
 * present all along would have got; a job ends when it has grown by the job's own work.
 */
import type { EventFn, EventHandle, Kernel } from '../../kernel/index.ts';

export class Work {
  readonly finishAt: number;
  readonly fn: EventFn<never, never>;
  readonly a: unknown;
  readonly b: unknown;
  live = true;

  constructor(finishAt: number, fn: EventFn<never, never>, a: unknown, b: unknown) {
    this.finishAt = finishAt;
    this.fn = fn;
    this.a = a;
    this.b = b;
  }
}

export class Cores {
  readonly #kernel: Kernel;
  readonly count: number;
  #attained = 0;
  #updatedUs: number;
  #live = 0;
  /** A binary heap by `finishAt`. */
  readonly #heap: Work[] = [];
  #event: EventHandle | null = null;
  #eventFor: Work | null = null;
  #eventRate = 1;
  #usedUs = 0;
  #runnableUs = 0;

  constructor(kernel: Kernel, count: number) {
    this.#kernel = kernel;
    this.count = count;
    this.#updatedUs = kernel.nowUs;
  }

  /** Jobs that run or would like to. */
  get load(): number {
    return this.#live;
  }

  /** Processor time given out so far, microseconds. */
  usedUs(): number {
    return this.#usedUs + this.#sinceUpdateUs() * Math.min(this.#live, this.count);
  }

  /** Time that jobs ran or waited for a core so far, added up, microseconds. */
  runnableUs(): number {
    return this.#runnableUs + this.#sinceUpdateUs() * this.#live;
  }

  /** Calls `fn(a, b)` when `workUs` of processor time have been given to this job. */
  start<A, B>(workUs: number, fn: EventFn<A, B>, a: A, b: B): Work {
    this.#update();
    // Nobody's work hangs on where the count stands; small numbers keep their digits.
    if (this.#live === 0 && this.#heap.length === 0) this.#attained = 0;
    const work = new Work(this.#attained + workUs, fn as EventFn<never, never>, a, b); // called with this a and b
    this.#live++;
    this.#push(work);
    this.#schedule();
    return work;
  }

  cancel(work: Work): void {
    if (!work.live) return;
    this.#update();
    work.live = false;
    this.#live--;
    this.#schedule();
  }

  #rate(): number {
    return this.#live <= this.count ? 1 : this.count / this.#live;
  }

  #sinceUpdateUs(): number {
    return this.#kernel.nowUs - this.#updatedUs;
  }

  #update(): void {
    const elapsed = this.#sinceUpdateUs();
    this.#updatedUs = this.#kernel.nowUs;
    if (elapsed === 0) return;
    this.#attained += elapsed * this.#rate();
    this.#usedUs += elapsed * Math.min(this.#live, this.count);
    this.#runnableUs += elapsed * this.#live;
  }

  #schedule(): void {
    while (this.#heap[0]?.live === false) this.#pop();
    const first = this.#heap[0] ?? null;
    const rate = this.#rate();
    if (first === this.#eventFor && rate === this.#eventRate) return;
    if (this.#event !== null) this.#kernel.cancel(this.#event);
    this.#eventFor = first;
    this.#eventRate = rate;
    this.#event = null;
    if (first === null) return;
    const waitUs = Math.max(0, Math.ceil((first.finishAt - this.#attained) / rate));
    this.#event = this.#kernel.at(this.#kernel.nowUs + waitUs, due, this, null);
  }

  /** @internal */
  due(): void {
    this.#event = null;
    this.#eventFor = null;
    this.#update();
    const done: Work[] = [];
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (first.live && first.finishAt > this.#attained + 0.5) break;
      this.#pop();
      if (!first.live) continue;
      first.live = false;
      this.#live--;
      done.push(first);
    }
    this.#schedule();
    for (const work of done) work.fn(work.a as never, work.b as never); // stored together by start
  }

  #push(work: Work): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(work);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.finishAt <= work.finishAt) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = work;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.finishAt < heap[child]!.finishAt) child++;
      if (heap[child]!.finishAt >= last.finishAt) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

const due = (cores: Cores): void => cores.due();
