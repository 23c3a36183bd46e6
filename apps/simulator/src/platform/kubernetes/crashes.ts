/** Containers that ended by themselves: what they leave in the log, and when they are started again. */
import type { ChangeEvent } from '../../telemetry/sinks.ts';
import { PlainLog } from '../observe/plain-log.ts';
import type { Pod, PodDeps } from './pod.ts';

const firstBackOffUs = 10_000_000;
const longestBackOffUs = 300_000_000;
/** A container that has run for this long is forgiven. */
const healthyUs = 600_000_000;

interface Record {
  restarts: number;
  backOffUs: number;
  crashedAtUs: number;
}

export class Crashes {
  readonly #deps: PodDeps;
  readonly #startAgain: (pod: Pod) => void;
  readonly #records = new Map<string, Record>();

  constructor(deps: PodDeps, startAgain: (pod: Pod) => void) {
    this.#deps = deps;
    this.#startAgain = startAgain;
  }

  restartsOf(pod: string): number {
    return this.#records.get(pod)?.restarts ?? 0;
  }

  crashed(pod: Pod, reason: unknown): void {
    const { kernel, telemetry, mapStack } = this.#deps;
    const now = kernel.nowUs;
    const error = reason instanceof Error ? reason : new Error(String(reason));
    const stack = mapStack(error.stack ?? error.message);
    const log = new PlainLog(telemetry, { service: pod.service, instance: pod.instance, prefix: '' });
    const header = 'node:internal/process/promises:394\n      triggerUncaughtException(err, true /* fromPromise */);';
    log.append(now, 'error', `${header}\n\n{stack}\n\nNode.js v20.11.1`, '{stack}', { stack });
    const record = this.#recordOf(pod.pod);
    record.backOffUs =
      record.restarts === 0 || now - record.crashedAtUs > healthyUs
        ? firstBackOffUs
        : Math.min(longestBackOffUs, record.backOffUs * 2);
    record.crashedAtUs = now;
    record.restarts += 1;
    this.#tell(pod, 'BackOff', `Back-off restarting failed container ${pod.service} in pod ${pod.pod}`);
    kernel.at(now + record.backOffUs, () => this.#startAgain(pod), null, null);
  }

  #recordOf(pod: string): Record {
    let record = this.#records.get(pod);
    if (!record) {
      record = { restarts: 0, backOffUs: 0, crashedAtUs: 0 };
      this.#records.set(pod, record);
    }
    return record;
  }

  #tell(pod: Pod, reason: string, message: string): void {
    const { telemetry, kernel } = this.#deps;
    const event: ChangeEvent = {
      timeUs: kernel.nowUs,
      kind: 'kubernetes',
      severity: 'warning',
      reason,
      service: pod.service,
      object: `pod/${pod.pod}`,
      message,
      author: '',
      version: pod.build.version,
      details: {},
    };
    telemetry.events.append(event);
  }
}
