/** A pod's side of the job queue: adding jobs, and working on them. */
import type { Context, Job, Queue } from '@firedrill/shop/ports';
import { keyOf, mix } from '../../kernel/index.ts';
import type { TemplateId } from '../../telemetry/sinks.ts';
import { kinds, own, type RequestContext } from '../context.ts';
import type { PodSurroundings } from '../kubernetes/pod.ts';
import { packetDelayUs } from '../network/mesh.ts';
import { CellMap, type CounterCell, type HistogramCell } from '../observe/registry.ts';
import type { NamedQueue, QueuedJob, QueueServer } from './server.ts';

export { QueueServer } from './server.ts';

const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Making a job of its data, on the pod's thread. */
const addCostUs = 60;

interface Sent {
  readonly count: CounterCell;
  readonly duration: HistogramCell;
  readonly span: TemplateId;
}

/** One call of `add`, from the pod to Redis and back. */
class Adding {
  readonly pod: PodSurroundings;
  readonly queue: NamedQueue;
  readonly sent: Sent;
  readonly request: RequestContext;
  readonly job: QueuedJob;
  readonly startUs: number;
  readonly resolve: () => void;

  constructor(
    pod: PodSurroundings,
    queue: NamedQueue,
    sent: Sent,
    request: RequestContext,
    job: QueuedJob,
    startUs: number,
    resolve: () => void,
  ) {
    this.pod = pod;
    this.queue = queue;
    this.sent = sent;
    this.request = request;
    this.job = job;
    this.startUs = startUs;
    this.resolve = resolve;
  }

  /** At Redis. */
  arrive(): void {
    const leavesUs = this.queue.step();
    this.queue.push(this.job);
    this.pod.process.complete(leavesUs + packetDelayUs(mix(this.job.key, 1)), added, this, null);
  }

  done(): void {
    const { process, telemetry, instance } = this.pod;
    const endUs = process.localNowUs();
    this.sent.duration.record((endUs - this.startUs) / 1e6);
    if (this.request.sampled) {
      const { producer } = this.job;
      const values = ['bullmq', this.queue.name];
      telemetry.spans.append(this.sent.span, instance, producer, this.request.spanId, this.startUs, endUs, 0, values);
    }
    this.resolve();
  }
}

const arrived = (adding: Adding): void => adding.arrive();
const added = (adding: Adding): void => adding.done();

export class PodQueue implements Queue {
  readonly #pod: PodSurroundings;
  readonly #server: QueueServer;
  readonly #sent: CellMap<Sent>;

  constructor(pod: PodSurroundings, server: QueueServer) {
    this.#pod = pod;
    this.#server = server;
    const { registry, telemetry, service } = pod;
    this.#sent = new CellMap((queue) => {
      const labels = { messaging_system: 'bullmq', messaging_destination_name: queue };
      return {
        count: registry.counter(
          'messaging_client_sent_messages_total',
          'Number of messages producer attempted to send to the broker.',
          labels,
        ),
        duration: registry.histogram(
          'messaging_client_operation_duration_seconds',
          'Duration of messaging operation initiated by a producer or consumer client.',
          { ...labels, messaging_operation_name: 'send' },
          durationBuckets,
        ),
        span: telemetry.spans.template({
          service,
          operation: `send ${queue}`,
          kind: 'producer',
          attributes: ['messaging.system', 'messaging.destination.name'],
        }),
      };
    });
  }

  add(ctx: Context, queue: string, name: string, data: unknown): Promise<void> {
    const { process } = this.#pod;
    const request = own(ctx);
    const key = request.next(kinds.queue);
    const startUs = process.localNowUs();
    process.charge(addCostUs);
    const sent = this.#sent.get(queue);
    sent.count.add(1);
    const producer = request.child(mix(key, 0x70));
    const id = String(mix(keyOf(queue), key));
    const job: QueuedJob = { id, name, data, key, producer, attempt: 1, stalls: 0, waitingSinceUs: 0 };
    return new Promise((resolve) => {
      const adding = new Adding(this.#pod, this.#server.queue(queue), sent, request, job, startUs, resolve);
      process.kernel.at(process.localNowUs() + packetDelayUs(key), arrived, adding, null);
    });
  }

  process(
    queue: string,
    options: { concurrency: number; attempts: number },
    handler: (job: Job) => Promise<void>,
  ): void {
    const { registry, telemetry, service } = this.#pod;
    const labels = { messaging_system: 'bullmq', messaging_destination_name: queue };
    const duration = registry.histogram(
      'messaging_process_duration_seconds',
      'Duration of processing operation.',
      { ...labels, messaging_operation_name: 'process' },
      durationBuckets,
    );
    const consumed = registry.counter(
      'messaging_client_consumed_messages_total',
      'Number of messages that were delivered to the application.',
      labels,
    );
    const span = telemetry.spans.template({
      service,
      operation: `process ${queue}`,
      kind: 'consumer',
      attributes: ['messaging.system', 'messaging.destination.name', 'messaging.message.id', 'messaging.attempt'],
    });
    const pod = this.#pod;
    this.#server.queue(queue).addWorker({ pod, ...options, handler, duration, consumed, span, active: new Set() });
  }
}
