import {
  drillPath,
  type LogSearchResult,
  type TimeWindow,
  type Trace,
  type TraceSearchResult,
} from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../data/api.ts';
import { useDrill } from '../../data/drill.tsx';

export const traceLimit = 500;

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
    queryFn: ({ signal }) =>
      api.post<TraceSearchResult>(
        drillPath(id, '/traces/search'),
        {
          fromMs,
          toMs,
          limit: traceLimit,
          askedBy,
          ...(service === '' ? {} : { service }),
          ...(operation === '' ? {} : { operation }),
          ...(status === '' ? {} : { status }),
          ...(minDurationMs === null ? {} : { minDurationMs }),
        },
        { signal },
      ),
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
