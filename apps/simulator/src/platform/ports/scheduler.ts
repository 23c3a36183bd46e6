/** Jobs inside a pod: each run is a piece of work with a context of its own. */
import type { Context, Scheduler } from '@firedrill/shop/ports';
import { keyOf, mix2 } from '../../kernel/index.ts';
import type { InstanceId, SpanSink, TemplateId } from '../../telemetry/sinks.ts';
import { type RequestContext, rootContext } from '../context.ts';
import { CellMap } from '../observe/registry.ts';
import type { Process } from '../process/process.ts';
import { nextDueUs } from './cron.ts';

interface Schedule {
  readonly name: string;
  readonly key: number;
  readonly task: (ctx: Context) => Promise<void>;
  readonly next: (afterUs: number) => number;
}

export class PodScheduler implements Scheduler {
  readonly #process: Process;
  readonly #seed: number;
  readonly #isSuspended: (name: string) => boolean;
  readonly #onError: (name: string, error: unknown) => void;
  readonly #instance: InstanceId;
  readonly #spans: SpanSink;
  readonly #templates: CellMap<TemplateId>;

  constructor(
    process: Process,
    seed: number,
    traced: { readonly service: string; readonly instance: InstanceId; readonly spans: SpanSink },
    isSuspended: (name: string) => boolean,
    onError: (name: string, error: unknown) => void,
  ) {
    this.#process = process;
    this.#seed = seed;
    this.#isSuspended = isSuspended;
    this.#onError = onError;
    this.#instance = traced.instance;
    this.#spans = traced.spans;
    this.#templates = new CellMap((job) =>
      traced.spans.template({
        service: traced.service,
        operation: `job ${job}`,
        kind: 'internal',
        attributes: ['error.type'],
      }),
    );
  }

  cron(expression: string, name: string, task: (ctx: Context) => Promise<void>): void {
    this.#arm({ name, key: keyOf(name), task, next: (afterUs) => nextDueUs(expression, afterUs) });
  }

  every(intervalMs: number, name: string, task: (ctx: Context) => Promise<void>): void {
    const intervalUs = intervalMs * 1000;
    // A phase of absolute time: a process that starts later runs at the same instants.
    const phaseUs = mix2(keyOf(name), this.#process.key, 0) % intervalUs;
    const next = (afterUs: number): number => (Math.floor((afterUs - phaseUs) / intervalUs) + 1) * intervalUs + phaseUs;
    this.#arm({ name, key: keyOf(name), task, next });
  }

  #arm(schedule: Schedule): void {
    this.#process.complete(schedule.next(this.#process.kernel.nowUs), run, this, schedule);
  }

  /** @internal */
  run(schedule: Schedule): void {
    if (!this.#isSuspended(schedule.name)) this.#begin(schedule);
    this.#arm(schedule);
  }

  #begin(schedule: Schedule): void {
    const now = this.#process.kernel.nowUs;
    const key = mix2(this.#seed ^ schedule.key, Math.floor(now / 1_000_000), this.#process.key);
    const ctx = rootContext(key, true);
    schedule.task(ctx).then(
      () => this.#ended(schedule.name, ctx, now, ''),
      (error: unknown) => {
        this.#onError(schedule.name, error);
        this.#ended(schedule.name, ctx, now, error instanceof Error ? error.name : 'error');
      },
    );
  }

  /** Every job is the root of a trace of its own. */
  #ended(job: string, ctx: RequestContext, startUs: number, errorType: string): void {
    const endUs = this.#process.localNowUs();
    this.#spans.append(this.#templates.get(job), this.#instance, ctx, 0, startUs, endUs, errorType === '' ? 0 : 2, [
      errorType,
    ]);
  }
}

const run = (scheduler: PodScheduler, schedule: Schedule): void => scheduler.run(schedule);
