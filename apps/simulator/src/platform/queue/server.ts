/**
 * The job queue, as BullMQ keeps it in Redis: jobs wait in order, workers take as many as they may run at once,
 * failures are tried again, and jobs of a worker that is gone are taken up by others once their lock has run out.
 */
import type { Job } from '@firedrill/shop/ports';
import type { Kernel } from '../../kernel/index.ts';
import { mix2 } from '../../kernel/index.ts';
import type { Telemetry, TemplateId } from '../../telemetry/sinks.ts';
import type { RequestContext } from '../context.ts';
import { storesNode } from '../host/hosts.ts';
import type { PodSurroundings } from '../kubernetes/pod.ts';
import { packetDelayUs } from '../network/mesh.ts';
import { type CounterCell, type GaugeCell, type HistogramCell, Registry } from '../observe/registry.ts';
import type { Scraper } from '../observe/scraper.ts';
import type { RedisServer } from '../redis/server.ts';

/** The first pause before another attempt; each is twice as long as the one before. */
const backoffUs = 2_000_000;
/** lockDuration: a worker that is alive renews its locks long before. */
const lockUs = 30_000_000;
/** maxStalledCount */
const mostStalls = 1;

export interface QueuedJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  readonly key: number;
  readonly producer: RequestContext;
  attempt: number;
  stalls: number;
  waitingSinceUs: number;
}

export interface Worker {
  readonly pod: PodSurroundings;
  readonly concurrency: number;
  readonly attempts: number;
  readonly handler: (job: Job) => Promise<void>;
  readonly duration: HistogramCell;
  readonly consumed: CounterCell;
  readonly span: TemplateId;
  readonly active: Set<QueuedJob>;
}

const nothing = (): null => null;
const step = { clientName: 'bullmq', address: '10.42.1.8:40112', argv: ['evalsha'] } as const;

export class NamedQueue {
  readonly name: string;
  readonly #kernel: Kernel;
  readonly #redis: RedisServer | null;
  readonly #waiting: QueuedJob[] = [];
  #workers: readonly Worker[] = [];
  #active = 0;
  #delayed = 0;
  readonly #completed: CounterCell;
  readonly #failed: CounterCell;

  constructor(kernel: Kernel, registry: Registry, redis: RedisServer | null, name: string) {
    this.name = name;
    this.#kernel = kernel;
    this.#redis = redis;
    const count = (state: string): GaugeCell =>
      registry.gauge('bullmq_job_count', 'Number of jobs in the queue by state', { queue: name, state });
    const oldest = registry.gauge('bullmq_oldest_waiting_job_age_seconds', 'Age of the job that has waited longest', {
      queue: name,
    });
    const [waiting, active, delayed, failed] = [count('waiting'), count('active'), count('delayed'), count('failed')];
    this.#completed = registry.counter('bullmq_job_completed_total', 'Jobs completed', { queue: name });
    this.#failed = registry.counter('bullmq_job_failed_total', 'Jobs failed', { queue: name });
    registry.onCollect(() => {
      waiting.set(this.#waiting.length);
      oldest.set(this.oldestWaitingUs() / 1e6);
      active.set(this.#active);
      delayed.set(this.#delayed);
      failed.set(this.#failed.value);
    });
  }

  /** Each step of a job is a script that Redis runs; returns when its reply leaves. */
  step(): number {
    return this.#redis ? this.#redis.run('evalsha', nothing, step).leavesUs : this.#kernel.nowUs;
  }

  push(job: QueuedJob): void {
    job.waitingSinceUs = this.#kernel.nowUs;
    this.#waiting.push(job);
    this.#dispatch();
  }

  /** 0 when none waits. */
  oldestWaitingUs(): number {
    const { nowUs } = this.#kernel;
    return nowUs - (this.#waiting[0]?.waitingSinceUs ?? nowUs);
  }

  /** Workers that wait for a job, each in a command of Redis that blocks until there is one. */
  idleWorkers(): number {
    if (this.#waiting.length > 0) return 0;
    return this.#workers.filter(({ active, concurrency }) => active.size < concurrency).length;
  }

  addWorker(worker: Worker): void {
    this.#workers = [...this.#workers, worker];
    this.#redis?.connect();
    worker.pod.process.whenEnded(() => {
      this.#redis?.disconnect();
      this.#workers = this.#workers.filter((other) => other !== worker);
      for (const job of worker.active) this.#kernel.at(this.#kernel.nowUs + lockUs, stalled, this, job);
    });
    this.#dispatch();
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const free = this.#workers.filter(({ active, concurrency }) => active.size < concurrency);
      const first = this.#waiting[0];
      const worker = first && free[first.key % Math.max(1, free.length)];
      if (!first || !worker) return;
      this.#waiting.shift();
      worker.active.add(first);
      this.#active++;
      worker.pod.process.complete(this.step() + packetDelayUs(first.key), begin, this, { worker, job: first });
    }
  }

  /** @internal */
  begin(worker: Worker, job: QueuedJob): void {
    const { process } = worker.pod;
    const startUs = process.localNowUs();
    const ctx = job.producer.child(mix2(job.key, 0x6a6f62, job.attempt));
    worker.consumed.add(1);
    const end = (failed: boolean): void => this.#end(worker, job, ctx, startUs, failed);
    worker.handler({ ctx, id: job.id, name: job.name, data: job.data, attempt: job.attempt }).then(
      () => end(false),
      () => end(true),
    );
  }

  #end(worker: Worker, job: QueuedJob, ctx: RequestContext, startUs: number, failed: boolean): void {
    if (!worker.active.delete(job)) return;
    const { process, telemetry, instance } = worker.pod;
    this.#active--;
    this.step();
    const endUs = process.localNowUs();
    worker.duration.record((endUs - startUs) / 1e6);
    if (ctx.sampled) {
      const values = ['bullmq', this.name, job.id, job.attempt];
      const status = failed ? 2 : 0;
      telemetry.spans.append(worker.span, instance, ctx, job.producer.spanId, startUs, endUs, status, values);
    }
    if (!failed) this.#completed.add(1);
    else if (job.attempt >= worker.attempts) this.#failed.add(1);
    else {
      this.#delayed++;
      this.#kernel.at(this.#kernel.nowUs + backoffUs * 2 ** (job.attempt - 1), again, this, job);
      job.attempt++;
    }
    this.#dispatch();
  }

  /** @internal */
  again(job: QueuedJob): void {
    this.#delayed--;
    this.push(job);
  }

  /** @internal The lock of a job has run out, and nobody renewed it. */
  stalled(job: QueuedJob): void {
    this.#active--;
    if (job.stalls >= mostStalls) {
      this.#failed.add(1);
      return;
    }
    job.stalls++;
    this.push(job);
  }
}

const begin = (queue: NamedQueue, taken: { readonly worker: Worker; readonly job: QueuedJob }): void =>
  queue.begin(taken.worker, taken.job);
const again = (queue: NamedQueue, job: QueuedJob): void => queue.again(job);
const stalled = (queue: NamedQueue, job: QueuedJob): void => queue.stalled(job);

export class QueueServer {
  readonly #kernel: Kernel;
  readonly #registry: Registry;
  readonly #redis: RedisServer | null;
  readonly #queues = new Map<string, NamedQueue>();

  /** Without `redis`, steps of jobs cost nothing there. */
  constructor(kernel: Kernel, telemetry: Telemetry, scraper: Scraper, redis: RedisServer | null = null) {
    this.#kernel = kernel;
    this.#redis = redis;
    this.#registry = new Registry(telemetry.metrics);
    const labels = {
      job: 'queue',
      instance: '10.42.9.7:9538',
      service: 'queue',
      pod: 'queue-exporter-0',
      namespace: 'shop',
      node: storesNode,
    };
    scraper.add({ labels, registry: this.#registry, process: null });
  }

  queue(name: string): NamedQueue {
    let found = this.#queues.get(name);
    if (found === undefined) {
      const made = new NamedQueue(this.#kernel, this.#registry, this.#redis, name);
      this.#redis?.addBlocked(() => made.idleWorkers());
      found = made;
      this.#queues.set(name, found);
    }
    return found;
  }
}
