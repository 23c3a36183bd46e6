import {
  drillPath,
  type LogFacetsResult,
  type LogHistogramResult,
  type LogSearchResult,
  type TimeWindow,
} from '@firedrill/protocol';
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../data/api.ts';
import { useDrill } from '../../data/drill.tsx';

export const pageSize = 200;

/** Pages of matching lines, newest first. */
export function useLogSearch(query: string, window: TimeWindow, askedBy: 'view' | 'person') {
  const { id } = useDrill();
  const { fromMs, toMs } = window;
  return useInfiniteQuery<
    LogSearchResult,
    Error,
    InfiniteData<LogSearchResult>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: ['logs', id, query, fromMs, toMs],
    queryFn: ({ pageParam, signal }) =>
      api.post<LogSearchResult>(
        drillPath(id, '/logs/search'),
        { query, fromMs, toMs, limit: pageSize, askedBy, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (held) => held,
    gcTime: 60_000,
  });
}

export function useLogHistogram(query: string, window: TimeWindow, buckets: number) {
  const { id } = useDrill();
  const { fromMs, toMs } = window;
  return useQuery<LogHistogramResult>({
    queryKey: ['log-histogram', id, query, fromMs, toMs, buckets],
    queryFn: ({ signal }) =>
      api.post<LogHistogramResult>(drillPath(id, '/logs/histogram'), { query, fromMs, toMs, buckets }, { signal }),
    placeholderData: (held) => held,
    gcTime: 60_000,
  });
}

export function useLogFacets(query: string, window: TimeWindow, enabled = true) {
  const { id } = useDrill();
  const { fromMs, toMs } = window;
  return useQuery<LogFacetsResult>({
    queryKey: ['log-facets', id, query, fromMs, toMs],
    enabled,
    queryFn: ({ signal }) =>
      api.post<LogFacetsResult>(drillPath(id, '/logs/facets'), { query, fromMs, toMs }, { signal }),
    placeholderData: (held) => held,
    gcTime: 60_000,
  });
}
