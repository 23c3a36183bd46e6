import type { Context, Ports } from '../ports.ts';
import { asError } from './errors.ts';

const durations = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300];

/** Runs scheduled work and says how it went: duration, failures and the last success are metrics. */
export class Jobs {
  readonly #ports: Ports;
  readonly #duration;
  readonly #failures;
  readonly #lastSuccess;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#duration = ports.meter.histogram('job_duration_seconds', 'Duration of scheduled jobs.', durations);
    this.#failures = ports.meter.counter('job_failures_total', 'Scheduled jobs that failed.');
    this.#lastSuccess = ports.meter.gauge('job_last_success_timestamp_seconds', 'When a job last succeeded.');
  }

  cron(expression: string, job: string, work: (ctx: Context) => Promise<void>): void {
    this.#ports.scheduler.cron(expression, job, (ctx) => this.#run(ctx, job, work));
  }

  every(intervalMs: number, job: string, work: (ctx: Context) => Promise<void>): void {
    this.#ports.scheduler.every(intervalMs, job, (ctx) => this.#run(ctx, job, work));
  }

  async #run(ctx: Context, job: string, work: (ctx: Context) => Promise<void>): Promise<void> {
    const { clock, log } = this.#ports;
    const startedAt = clock.now();
    try {
      await work(ctx);
      this.#lastSuccess.set(Math.floor(clock.now() / 1000), { job });
    } catch (error) {
      this.#failures.add(1, { job });
      log.error(ctx, 'job failed', { job, err: asError(error) });
    } finally {
      this.#duration.record((clock.now() - startedAt) / 1000, { job });
    }
  }
}
