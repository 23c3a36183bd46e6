import type { MetricSeries } from '@firedrill/protocol';
import { quantile } from '../classify.ts';
import { leastDifference } from '../floor.ts';
import { type Guess, type NaiveView, nothing, readAs } from './guess.ts';

const places = [
  [/^pg_/, 'postgres'],
  [/^redis_/, 'redis'],
  [/^nginx_/, 'ingress'],
  [/^bullmq_/, 'queue'],
  [/^node_/, 'node'],
] as const;

const meanings = [
  [/^nodejs_eventloop/, 'blocked-event-loop'],
  [/^db_client_connection/, 'connection-leak'],
  [/^pg_locks|wait_event="(tuple|transactionid)"/, 'row-lock-contention'],
  [/^(pg_|db_client)/, 'slow-query'],
  [/^redis_(keyspace|evicted)|^cache_/, 'uncached-hot-path'],
  [/^redis_/, 'slow-redis-command'],
  [/^http_client/, 'slow-external'],
  [/^kube_pod_container_status_restarts|^process_start/, 'crash-loop'],
  [/^(node_|container_cpu)/, 'noisy-neighbour'],
  [/^(v8js_|process_resident)/, 'memory-leak'],
  [/requests$|_sent_/, 'traffic-surge'],
] as const;

/** Labels that say where; the rest is added up. */
const by = 'by (service, deployment, container)';

function exprOf({ name, type }: { readonly name: string; readonly type: string }): string | null {
  if (type === 'counter') return `sum ${by} (rate(${name}[1m]))`;
  if (type === 'gauge') return /timestamp|start_time/.test(name) ? null : `sum ${by} (${name})`;
  if (!name.endsWith('_bucket')) return null;
  const base = name.slice(0, -'_bucket'.length);
  return `sum ${by} (rate(${base}_sum[1m])) / sum ${by} (rate(${base}_count[1m]))`;
}

const finite = ({ values }: MetricSeries): number[] =>
  values.filter((value): value is number => typeof value === 'number');
const keyOf = ({ labels }: MetricSeries): string => JSON.stringify(Object.entries(labels).sort());

/** As anomaly detectors do it: the greatest distance from the middle, in usual deviations. */
function zOf(now: readonly number[], usual: readonly number[], floor: number): number {
  if (now.length === 0 || usual.length === 0) return 0;
  const middle = quantile(usual, 0.5);
  const deviations = usual.map((value) => Math.abs(value - middle));
  const spread = Math.max(1.4826 * quantile(deviations, 0.5), 0.01 * Math.abs(middle), floor);
  return Math.max(...now.map((value) => Math.abs(value - middle))) / spread;
}

const stepMs = 15_000;

/** "What deviates most is what is broken." */
export async function biggestZ({ world, during, before, asOfMs }: NaiveView): Promise<Guess> {
  const { metrics } = await world.query({ kind: 'metric-metadata' }, asOfMs);
  let best = { z: 4, guess: nothing };
  for (const metric of metrics) {
    const expr = exprOf(metric);
    if (expr === null) continue;
    const [now, usual] = await Promise.all(
      [during, before].map((window) => world.query({ kind: 'metric-range', expr, ...window, stepMs }, asOfMs)),
    );
    const usually = new Map((usual?.series ?? []).map((series) => [keyOf(series), finite(series)]));
    for (const series of now?.series ?? []) {
      const z = zOf(finite(series), usually.get(keyOf(series)) ?? [], leastDifference(expr));
      if (z <= best.z) continue;
      const { service, deployment, container } = series.labels;
      const component = readAs(metric.name, places) ?? service ?? deployment ?? container ?? null;
      const because = `${metric.name} of ${component ?? 'something'} is ${Math.round(z)} deviations off`;
      best = { z, guess: { component, mechanism: readAs(metric.name, meanings), because } };
    }
  }
  return best.guess;
}
