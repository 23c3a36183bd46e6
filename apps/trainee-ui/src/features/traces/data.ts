import {
  drillPath,
  type LogSearchResult,
  type TimeWindow,
  type Trace,
  type TraceSearchResult,
  type TraceSummary,
} from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../data/api.ts';
import { useDrill } from '../../data/drill.tsx';

/** Columns of the heatmap: each is asked for by itself, so that all of the window is seen alike. */
export const slices = 30;
const perSlice = 40;
const mostErrors = 500;

/** Equal parts of a window, newest first: the same number of traces from each is an even sample of all of it. */
export function slicesOf(window: TimeWindow, count = slices): readonly TimeWindow[] {
  const length = (window.toMs - window.fromMs) / count;
  return Array.from({ length: count }, (_, index) => ({
    fromMs: Math.round(window.toMs - (index + 1) * length),
    toMs: Math.round(window.toMs - index * length) - (index === 0 ? 0 : 1),
  }));
}

/** A sample and all that failed, each trace once, newest first. */
export function withErrors(sample: TraceSearchResult, failed: readonly TraceSummary[]): TraceSearchResult {
  const known = new Set(sample.traces.map((trace) => trace.traceId));
  const traces = [...sample.traces, ...failed.filter((trace) => !known.has(trace.traceId))];
  return { ...sample, traces: traces.sort((a, b) => b.startMs - a.startMs) };
}

/** One answer of several; operations of all of them. */
export function joinAnswers(answers: readonly TraceSearchResult[]): TraceSearchResult {
  const operations: Record<string, string[]> = {};
  for (const answer of answers)
    for (const [service, names] of Object.entries(answer.operations))
      operations[service] = [...new Set([...(operations[service] ?? []), ...names])].sort();
  return {
    traces: answers.flatMap((answer) => answer.traces),
    total: answers.reduce((sum, answer) => sum + answer.total, 0),
    operations,
  };
}

export interface TraceFilter {
  readonly service: string;
  readonly operation: string;
  readonly status: '' | 'ok' | 'error';
  /** ms; null for none. */
  readonly minDurationMs: number | null;
}

export function useTraceSearch(filter: TraceFilter, window: TimeWindow, askedBy: 'view' | 'person') {
  const { id } = useDrill();
  const { fromMs, toMs } = window;
  const { service, operation, status, minDurationMs } = filter;
  return useQuery<TraceSearchResult>({
    queryKey: ['traces', id, service, operation, status, minDurationMs, fromMs, toMs],
    queryFn: async ({ signal }) => {
      const common = {
        limit: perSlice,
        ...(service === '' ? {} : { service }),
        ...(operation === '' ? {} : { operation }),
        ...(status === '' ? {} : { status }),
        ...(minDurationMs === null ? {} : { minDurationMs }),
      };
      const ask = (window: TimeWindow, more: object): Promise<TraceSearchResult> =>
        api.post<TraceSearchResult>(
          drillPath(id, '/traces/search'),
          { ...common, askedBy: 'view', ...window, ...more },
          { signal },
        );
      const sample = Promise.all(
        // One person asked one thing, in however many parts it is fetched.
        slicesOf({ fromMs, toMs }).map((slice, index) => ask(slice, index === 0 ? { askedBy } : {})),
      ).then(joinAnswers);
      // The few that failed would be missed by a sample.
      const failed =
        status === 'ok'
          ? []
          : ask({ fromMs, toMs }, { status: 'error', limit: mostErrors }).then((found) => found.traces);
      return withErrors(...(await Promise.all([sample, failed])));
    },
    placeholderData: (held) => held,
    gcTime: 60_000,
  });
}

export function useTrace(traceId: string) {
  const { id } = useDrill();
  return useQuery<Trace>({
    queryKey: ['trace', id, traceId],
    queryFn: ({ signal }) => api.get<Trace>(drillPath(id, `/traces/${encodeURIComponent(traceId)}`), { signal }),
    staleTime: 15_000,
  });
}

/** Lines that carry the trace's id. */
export function useTraceLogs(traceId: string, window: TimeWindow, enabled: boolean) {
  const { id } = useDrill();
  const { fromMs, toMs } = window;
  return useQuery<LogSearchResult>({
    queryKey: ['trace-logs', id, traceId, fromMs, toMs],
    enabled,
    queryFn: ({ signal }) =>
      api.post<LogSearchResult>(
        drillPath(id, '/logs/search'),
        { query: `{} |= "${traceId}"`, fromMs, toMs, limit: 200, askedBy: 'view' },
        { signal },
      ),
    staleTime: 15_000,
  });
}
