/** Clock, chance, meter and tracer of a pod. */
import type { Clock, Context, Counter, Gauge, Histogram, Meter, Random, Tracer } from '@firedrill/shop/ports';
import { fraction, mix } from '../../kernel/index.ts';
import type { InstanceId, Labels, SpanSink, TemplateId } from '../../telemetry/sinks.ts';
import { kinds, own } from '../context.ts';
import { CellMap, type CounterCell, type GaugeCell, type HistogramCell, type Registry } from '../observe/registry.ts';
import type { Process } from '../process/process.ts';

export class PodClock implements Clock {
  readonly #process: Process;

  constructor(process: Process) {
    this.#process = process;
  }

  now(): number {
    return Math.floor(this.#process.localNowUs() / 1000);
  }

  sleep(_ctx: Context, durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#process.setTimer(Math.round(durationMs * 1000), wake, resolve, null);
    });
  }
}

const wake = (resolve: () => void): void => resolve();

const hex8 = (value: number): string => value.toString(16).padStart(8, '0');

export class PodRandom implements Random {
  fraction(ctx: Context): number {
    return fraction(own(ctx).next(kinds.random));
  }

  hex(ctx: Context, bytes: number): string {
    const key = own(ctx).next(kinds.random);
    let text = '';
    for (let word = 0; text.length < bytes * 2; word++) text += hex8(mix(key, word));
    return text.slice(0, bytes * 2);
  }

  uuid(ctx: Context): string {
    const text = this.hex(ctx, 16);
    const variant = '89ab'.charAt(Number.parseInt(text.charAt(16), 16) & 3);
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`;
  }
}

const none: Labels = {};

/** Where the labels read so far lead. */
class Branch<C> {
  cell: C | undefined;
  readonly #further = new Map<string, Branch<C>>();

  to(text: string): Branch<C> {
    let branch = this.#further.get(text);
    if (branch === undefined) {
      branch = new Branch();
      this.#further.set(text, branch);
    }
    return branch;
  }
}

/** Cells by labels, found one name and one value after the other. */
class Labelled<C> {
  readonly #root = new Branch<C>();
  readonly #make: (labels: Labels) => C;

  constructor(make: (labels: Labels) => C) {
    this.#make = make;
  }

  get(labels: Labels = none): C {
    let branch = this.#root;
    for (const name in labels) branch = branch.to(name).to(`${labels[name]}`);
    branch.cell ??= this.#make(labels);
    return branch.cell;
  }
}

export class PodMeter implements Meter {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  counter(name: string, help: string): Counter {
    const cells = new Labelled<CounterCell>((labels) => this.#registry.counter(name, help, labels));
    return { add: (value, labels) => cells.get(labels).add(value) };
  }

  gauge(name: string, help: string): Gauge {
    const cells = new Labelled<GaugeCell>((labels) => this.#registry.gauge(name, help, labels));
    return { set: (value, labels) => cells.get(labels).set(value) };
  }

  histogram(name: string, help: string, buckets: readonly number[]): Histogram {
    const cells = new Labelled<HistogramCell>((labels) => this.#registry.histogram(name, help, labels, buckets));
    return { record: (value, labels) => cells.get(labels).record(value) };
  }
}

export class PodTracer implements Tracer {
  readonly #process: Process;
  readonly #service: string;
  readonly #instance: InstanceId;
  readonly #spans: SpanSink;
  readonly #templates: CellMap<TemplateId>;

  constructor(process: Process, service: string, instance: InstanceId, spans: SpanSink) {
    this.#process = process;
    this.#service = service;
    this.#instance = instance;
    this.#spans = spans;
    this.#templates = new CellMap((operation) =>
      spans.template({ service: this.#service, operation, kind: 'internal', attributes: ['error.type'] }),
    );
  }

  async span<T>(ctx: Context, name: string, work: (ctx: Context) => Promise<T>): Promise<T> {
    const parent = own(ctx);
    const child = parent.child(parent.next(kinds.span));
    const startUs = this.#process.localNowUs();
    let errorType = '';
    try {
      return await work(child);
    } catch (error) {
      errorType = error instanceof Error ? error.name : 'error';
      throw error;
    } finally {
      if (child.failure !== '') parent.failure = child.failure;
      if (child.sampled) {
        const endUs = this.#process.localNowUs();
        const status = errorType === '' ? 0 : 2;
        this.#spans.append(this.#templates.get(name), this.#instance, child, parent.spanId, startUs, endUs, status, [
          errorType,
        ]);
      }
    }
  }
}
