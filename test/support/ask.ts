/** Questions to a world that was run in this process, with the telemetry that had arrived or with all of it. */
import type { Change } from '@firedrill/protocol';
import type { Examined } from '../../apps/simulator/src/evidence/index.ts';
import { execute } from '../../apps/simulator/src/telemetry/query.ts';
import type { Chunk } from '../../apps/simulator/src/telemetry/record/chunk.ts';
import type { SpanDuration, Window } from '../../apps/simulator/src/telemetry/requests.ts';
import { createStore } from '../../apps/simulator/src/telemetry/store/store.ts';

const longAfterMs = 3_600_000;

/** Also what evidence is examined in. */
export interface Asked extends Examined {
  /** The first series' value at an instant, with what had arrived by then; null when there is none. */
  seenAt(expr: string, atMs: number): number | null;
  /** The same with what arrived later. Throws when there is none. */
  valueAt(expr: string, atMs: number): number;
  /** Values of a label among the series that were there, in order. */
  labelsAt(expr: string, label: string, atMs: number): string[];
  lineCount(query: string, window: Window): number;
  changes(window: Window): readonly Change[];
  spans(service: string, operation: string, window: Window): readonly SpanDuration[];
}

export function ask(chunks: readonly Chunk[]): Asked {
  const store = createStore();
  for (const chunk of chunks) store.adopt(chunk, 'incident');
  const value = (expr: string, atMs: number, asOfMs: number): number | null => {
    const found = execute(store, { kind: 'metric-instant', expr, atMs }, asOfMs).series[0]?.values[0];
    return found === undefined ? null : Number(found);
  };
  return {
    query: async (request, asOfMs) => execute(store, request, asOfMs),
    seenAt: (expr, atMs) => value(expr, atMs, atMs),
    valueAt(expr, atMs) {
      const found = value(expr, atMs, atMs + longAfterMs);
      if (found === null) throw new Error(`nothing for ${expr}`);
      return found;
    },
    labelsAt: (expr, label, atMs) =>
      execute(store, { kind: 'metric-instant', expr, atMs }, atMs + longAfterMs)
        .series.map(({ labels }) => labels[label] ?? '')
        .sort(),
    lineCount(query, window) {
      const request = { kind: 'log-histogram', query, ...window, buckets: 1 } as const;
      const { counts } = execute(store, request, window.toMs + longAfterMs);
      return Object.values(counts).reduce((sum, [count = 0]) => sum + count, 0);
    },
    changes: (window) => execute(store, { kind: 'changes', ...window }, window.toMs + longAfterMs),
    spans: (service, operation, window) =>
      execute(store, { kind: 'span-durations', service, operation, ...window }, window.toMs + longAfterMs),
  };
}
