import { useMemo } from 'react';
import { useDrill } from '../../data/drill.tsx';
import { useIncidentNow } from '../../model/now.ts';
import { useRanges } from '../metrics/data/useRanges.ts';
import { expand } from '../metrics/model/expand.ts';
import type { Line } from '../metrics/model/frame.ts';
import { stepFor } from '../metrics/model/step.ts';
import type { Point } from './model.ts';

const requests = 'nginx_ingress_controller_requests';
const errors = `(sum(rate(${requests}{status=~"5.."}[$__rate_interval])) or vector(0)) / sum(rate(${requests}[$__rate_interval]))`;
const p95 =
  'histogram_quantile(0.95, sum by (le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[$__rate_interval])))';

export interface Edge {
  readonly fromMs: number;
  readonly toMs: number;
  readonly errors: readonly Point[];
  readonly p95: readonly Point[];
  readonly error: Error | null;
}

/** Errors (0-1) and p95 (s) at the edge over all history up to now. */
export function useEdge(): Edge {
  const { historyFromMs } = useDrill();
  const nowMs = useIncidentNow();
  // The strip grows by a quarter of a minute at a time, so that it does not creep.
  const toMs = Math.max(Math.ceil(nowMs / 15_000) * 15_000, historyFromMs + 60_000);
  const stepMs = stepFor({ fromMs: historyFromMs, toMs }, 360);
  const window = useMemo(() => ({ fromMs: historyFromMs, toMs, open: true }), [historyFromMs, toMs]);
  const queries = useMemo(
    () =>
      [errors, p95].map((expr, index) => ({
        expr: expand(expr, { service: '', stepMs }),
        legend: ['errors', 'p95'][index]!,
      })),
    [stepMs],
  );
  const { frame, error } = useRanges(queries, window, stepMs);
  return useMemo(() => {
    const points = (line: Line | undefined): readonly Point[] =>
      (frame?.timesMs ?? []).map((timeMs, index) => ({ timeMs, value: line?.values[index] ?? null }));
    const named = (name: string): Line | undefined => frame?.lines.find((line) => line.label === name);
    return { fromMs: historyFromMs, toMs, errors: points(named('errors')), p95: points(named('p95')), error };
  }, [frame, historyFromMs, toMs, error]);
}
