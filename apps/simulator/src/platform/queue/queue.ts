/** A job queue like BullMQ: jobs wait in order, workers take as many as they may run at once, failures are tried again. */
import type { Context, Job, Queue } from '@firedrill/shop/ports';
import type { Kernel } from '../../kernel/index.ts';
import { keyOf, mix, mix2 } from '../../kernel/index.ts';
import type { Telemetry, TemplateId } from '../../telemetry/sinks.ts';
import { kinds, own, type RequestContext } from '../context.ts';
import type { PodSurroundings } from '../kubernetes/pod.ts';
import { packetDelayUs } from '../network/mesh.ts';
import { type CounterCell, type GaugeCell, type HistogramCell, Registry } from '../observe/registry.ts';
import type { Scraper } from '../observe/scraper.ts';

const processBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const retryDelayUs = 2_000_000;

interface Waiting {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  readonly key: number;
  readonly producer: RequestContext;
  attempt: number;
}

interface Worker {
  readonly pod: PodSurroundings;
  readonly concurrency: number;
  readonly attempts: number;
  readonly handler: (job: Job) => Promise<void>;
  readonly duration: HistogramCell;
  readonly span: TemplateId;
  active: number;
}

class NamedQueue {
  readonly name: string;
  readonly waiting: Waiting[] = [];
  readonly workers: Worker[] = [];
  readonly #kernel: Kernel;
  #active = 0;
  #delayed = 0;
  readonly #completed: CounterCell;
  readonly #failed: CounterCell;

  constructor(kernel: Kernel, registry: Registry, name: string) {
    this.name = name;
    this.#kernel = kernel;
    const count = (state: string): GaugeCell =>
      registry.gauge('bullmq_job_count', 'Number of jobs in the queue by state', { queue: name, state });
    const [waiting, active, delayed, failed] = [count('waiting'), count('active'), count('delayed'), count('failed')];
    this.#completed = registry.counter('bullmq_job_completed_total', 'Jobs completed', { queue: name });
    this.#failed = registry.counter('bullmq_job_failed_total', 'Jobs failed', { queue: name });
    registry.onCollect(() => {
      waiting.set(this.waiting.length);
      active.set(this.#active);
      delayed.set(this.#delayed);
      failed.set(this.#failed.value);
    });
  }

  push(job: Waiting): void {
    this.waiting.push(job);
    this.dispatch();
  }

  dispatch(): void {
    while (this.waiting.length > 0) {
      const free = this.workers.filter((worker) => worker.pod.process.alive && worker.active < worker.concurrency);
      if (free.length === 0) return;
      const job = this.waiting.shift()!;
      const worker = free[job.key % free.length]!;
      worker.active++;
      this.#active++;
      worker.pod.process.complete(this.#kernel.nowUs + packetDelayUs(job.key), begin, this, { worker, job });
    }
  }

  /** @internal */
  begin(worker: Worker, job: Waiting): void {
    const { process, telemetry, instance } = worker.pod;
    const startUs = process.localNowUs();
    const ctx = job.producer.child(mix2(job.key, 0x6a6f62, job.attempt));
    const end = (error: unknown): void => {
      worker.active--;
      this.#active--;
      const endUs = process.localNowUs();
      worker.duration.record((endUs - startUs) / 1e6);
      if (ctx.sampled) {
        telemetry.spans.append(
          worker.span,
          instance,
          ctx,
          job.producer.spanId,
          startUs,
          endUs,
          error === null ? 0 : 2,
          ['bullmq', this.name, job.id, job.attempt],
        );
      }
      if (error === null) this.#completed.add(1);
      else if (job.attempt >= worker.attempts) this.#failed.add(1);
      else {
        job.attempt++;
        this.#delayed++;
        this.#kernel.at(this.#kernel.nowUs + retryDelayUs, again, this, job);
      }
      this.dispatch();
    };
    worker
      .handler({ ctx, id: job.id, name: job.name, data: job.data, attempt: job.attempt })
      .then(() => end(null), end);
  }

  /** @internal */
  again(job: Waiting): void {
    this.#delayed--;
    this.push(job);
  }
}

const begin = (queue: NamedQueue, taken: { readonly worker: Worker; readonly job: Waiting }): void =>
  queue.begin(taken.worker, taken.job);
const again = (queue: NamedQueue, job: Waiting): void => queue.again(job);

export class QueueServer {
  readonly #kernel: Kernel;
  readonly #registry: Registry;
  readonly #queues = new Map<string, NamedQueue>();

  constructor(kernel: Kernel, telemetry: Telemetry, scraper: Scraper) {
    this.#kernel = kernel;
    this.#registry = new Registry(telemetry.metrics);
    const labels = {
      job: 'queue',
      instance: '10.42.9.7:9538',
      service: 'queue',
      pod: 'queue-exporter-0',
      namespace: 'shop',
      node: 'node-db-51aa',
    };
    scraper.add({ labels, registry: this.#registry, process: null });
  }

  queue(name: string): NamedQueue {
    let found = this.#queues.get(name);
    if (found === undefined) {
      found = new NamedQueue(this.#kernel, this.#registry, name);
      this.#queues.set(name, found);
    }
    return found;
  }
}

export class PodQueue implements Queue {
  readonly #pod: PodSurroundings;
  readonly #server: QueueServer;
  readonly #sent = new Map<string, { readonly count: CounterCell; readonly span: TemplateId }>();

  constructor(pod: PodSurroundings, server: QueueServer) {
    this.#pod = pod;
    this.#server = server;
  }

  add(ctx: Context, queue: string, name: string, data: unknown): Promise<void> {
    const { process, telemetry, instance } = this.#pod;
    const request = own(ctx);
    const key = request.next(kinds.queue);
    const startUs = process.localNowUs();
    process.charge(60);
    const sent = this.#sentTo(queue);
    sent.count.add(1);
    const producer = request.child(mix(key, 0x70));
    const job: Waiting = { id: String(keyOf(queue) ^ key), name, data, key, producer, attempt: 1 };
    process.kernel.at(process.localNowUs() + packetDelayUs(key), pushed, this.#server.queue(queue), job);
    return new Promise((resolve) => {
      const done = (): void => {
        if (request.sampled)
          telemetry.spans.append(sent.span, instance, producer, request.spanId, startUs, process.localNowUs(), 0, [
            'bullmq',
            queue,
          ]);
        resolve();
      };
      process.complete(process.localNowUs() + 2 * packetDelayUs(key) + 150, call, done, null);
    });
  }

  process(
    queue: string,
    options: { concurrency: number; attempts: number },
    handler: (job: Job) => Promise<void>,
  ): void {
    const { registry, telemetry, service } = this.#pod;
    const duration = registry.histogram(
      'messaging_process_duration_seconds',
      'Duration of processing operation.',
      { messaging_system: 'bullmq', messaging_operation_name: 'process', messaging_destination_name: queue },
      processBuckets,
    );
    const span = telemetry.spans.template({
      service,
      operation: `process ${queue}`,
      kind: 'consumer',
      attributes: ['messaging.system', 'messaging.destination.name', 'messaging.message.id', 'messaging.attempt'],
    });
    this.#server.queue(queue).workers.push({ pod: this.#pod, ...options, handler, duration, span, active: 0 });
  }

  #sentTo(queue: string): { readonly count: CounterCell; readonly span: TemplateId } {
    const known = this.#sent.get(queue);
    if (known) return known;
    const { registry, telemetry, service } = this.#pod;
    const made = {
      count: registry.counter(
        'messaging_client_sent_messages_total',
        'Number of messages producer attempted to send to the broker.',
        {
          messaging_system: 'bullmq',
          messaging_destination_name: queue,
        },
      ),
      span: telemetry.spans.template({
        service,
        operation: `send ${queue}`,
        kind: 'producer',
        attributes: ['messaging.system', 'messaging.destination.name'],
      }),
    };
    this.#sent.set(queue, made);
    return made;
  }
}

const pushed = (queue: NamedQueue, job: Waiting): void => queue.push(job);
const call = (done: () => void): void => done();
