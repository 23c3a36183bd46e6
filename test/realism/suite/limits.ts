/** For how long each pod waits for what, as its deployment says and what was configured since. */
import { deploymentsOf } from '../../../apps/simulator/src/scenario/manifests.ts';
import type { Run } from './run.ts';

export type Waited = 'connection' | 'statement' | 'redis' | `call ${string}`;

interface Setting {
  readonly variable: string;
  /** What the shop's code takes where a deployment says nothing. */
  readonly byDefaultMs: number;
}

const settings: Readonly<Record<string, Setting>> = {
  connection: { variable: 'PG_ACQUIRE_TIMEOUT_MS', byDefaultMs: 0 },
  statement: { variable: 'PG_STATEMENT_TIMEOUT_MS', byDefaultMs: 0 },
  redis: { variable: 'REDIS_COMMAND_TIMEOUT_MS', byDefaultMs: 500 },
  'api-gateway call order-service': { variable: 'ORDER_TIMEOUT_MS', byDefaultMs: 0 },
  'api-gateway call catalog-service': { variable: 'CATALOG_TIMEOUT_MS', byDefaultMs: 0 },
  'api-gateway call payment-service': { variable: 'PAYMENT_TIMEOUT_MS', byDefaultMs: 3_000 },
  'order-service call payment-service': { variable: 'PAYMENT_TIMEOUT_MS', byDefaultMs: 5_000 },
  'payment-service call external-processor': { variable: 'PROCESSOR_TIMEOUT_MS', byDefaultMs: 3_000 },
};

/** Microseconds. Throws when nobody knows: a wait that ended by a limit that stands nowhere is a mistake of this list or of the shop. */
export type Limits = (service: string, pod: string, waited: Waited) => number;

export function limitsOf({ scenario, chunks, series }: Run): Limits {
  const deployed = new Map(deploymentsOf(scenario.baseFiles).map(({ service, env }) => [service, env]));
  const startedMs = new Map(
    series
      .filter(({ name }) => name === 'process_start_time_seconds')
      .map(({ labels, samples }) => [labels.pod ?? '', (samples[0]?.value ?? 0) * 1000]),
  );
  const changes = chunks.flatMap(({ events }) => events).filter(({ reason }) => reason === 'ConfigurationChanged');
  return (service, pod, waited) => {
    const setting = settings[waited] ?? settings[`${service} ${waited}`];
    if (!setting) throw new Error(`no limit is known of ${service}: ${waited}`);
    const { variable, byDefaultMs } = setting;
    // A pod has what held when it was started; its start is told to the second.
    const newest = changes.findLast(
      ({ service: of, details, timeUs }) =>
        of === service && details.name === variable && timeUs / 1000 <= (startedMs.get(pod) ?? 0) + 1_000,
    );
    return Number(newest?.details.after ?? deployed.get(service)?.[variable] ?? byDefaultMs) * 1000;
  };
}
