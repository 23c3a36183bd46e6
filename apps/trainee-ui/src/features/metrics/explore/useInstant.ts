import { drillPath, type MetricInstantResult } from '@firedrill/protocol';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../../data/api.ts';
import { useDrill } from '../../../data/drill.tsx';

export interface InstantAnswer {
  readonly expr: string;
  readonly result: MetricInstantResult;
}

/** Values of queries at one instant. */
export function useInstant(exprs: readonly string[], atMs: number, enabled: boolean) {
  const { id } = useDrill();
  return useQuery<readonly InstantAnswer[]>({
    queryKey: ['instant', id, exprs, atMs],
    enabled: enabled && exprs.length > 0,
    queryFn: ({ signal }) =>
      Promise.all(
        exprs.map(async (expr) => ({
          expr,
          result: await api.post<MetricInstantResult>(
            drillPath(id, '/metrics/instant'),
            { expr, atMs, askedBy: 'person' },
            { signal },
          ),
        })),
      ),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}
