/** The edge's exact record by minute of answer. */
import type { EdgeMinute, EdgeMinutes } from '../requests.ts';
import type { Store } from './store.ts';

const minuteMs = 60_000;

interface Minute {
  readonly durationsMs: number[];
  failed: number;
  failedWrites: number;
  readonly failures: Record<string, number>;
}

/** Nearest rank. */
const percentile = (sorted: readonly number[], p: number): number =>
  sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;

export function edgeMinutes(store: Store, { fromMs, toMs }: EdgeMinutes): EdgeMinute[] {
  const minutes = new Map<number, Minute>();
  for (const { rows, strings } of store.edge) {
    for (let i = 0; i < rows.endUs.length; i++) {
      const endMs = (rows.endUs[i] ?? 0) / 1000;
      if (endMs < fromMs || endMs >= toMs) continue;
      const key = Math.floor(endMs / minuteMs) * minuteMs;
      const minute = minutes.get(key) ?? { durationsMs: [], failed: 0, failedWrites: 0, failures: {} };
      minutes.set(key, minute);
      minute.durationsMs.push((rows.durationUs[i] ?? 0) / 1000);
      if ((rows.status[i] ?? 0) < 500) continue;
      minute.failed += 1;
      const route = store.registry.strings.text(strings[rows.route[i] ?? 0] ?? 0);
      if (!route.startsWith('GET ')) minute.failedWrites += 1;
      const failure = store.registry.strings.text(strings[rows.failure[i] ?? 0] ?? 0) || 'unknown';
      minute.failures[failure] = (minute.failures[failure] ?? 0) + 1;
    }
  }
  return [...minutes]
    .sort(([a], [b]) => a - b)
    .map(([key, { durationsMs, failed, failedWrites, failures }]) => {
      const sorted = durationsMs.sort((a, b) => a - b);
      return {
        fromMs: key,
        requests: sorted.length,
        failed,
        failedWrites,
        p50Ms: percentile(sorted, 0.5),
        p95Ms: percentile(sorted, 0.95),
        p99Ms: percentile(sorted, 0.99),
        failures,
      };
    });
}
