import { drillPath, type MetricRangeResult } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../data/api.ts';
import { useDrill } from '../../../data/drill.tsx';
import { type Answered, type Frame, toFrame } from '../model/frame.ts';
import { onGrid } from '../model/step.ts';
import type { SteadyWindow } from './useSteadyWindow.ts';

export interface RangeQuery {
  readonly expr: string;
  readonly legend?: string;
}

export interface Ranges {
  readonly frame: Frame | null;
  readonly error: Error | null;
  readonly loading: boolean;
  readonly warnings: readonly string[];
  refetch(): void;
}

interface Options {
  readonly enabled?: boolean;
  /** The same window this much earlier, drawn as if it were now. */
  readonly shiftMs?: number;
  readonly askedBy?: 'view' | 'person';
}

/** Range queries of one panel, asked together. What is shown stays while the next window is loaded. */
export function useRanges(
  queries: readonly RangeQuery[],
  window: SteadyWindow,
  stepMs: number,
  options: Options = {},
): Ranges {
  const { id } = useDrill();
  const { enabled = true, shiftMs = 0, askedBy = 'view' } = options;
  const { fromMs, toMs } = onGrid(window, stepMs);
  const exprs = JSON.stringify(queries);
  const query = useQuery<readonly Answered[]>({
    queryKey: ['ranges', id, exprs, fromMs - shiftMs, toMs - shiftMs, stepMs],
    enabled: enabled && queries.length > 0,
    staleTime: window.open && shiftMs === 0 ? 5_000 : Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchInterval: window.open && shiftMs === 0 ? 15_000 : false,
    placeholderData: (previous, asked) => (asked?.queryKey[2] === exprs ? previous : undefined),
    queryFn: ({ signal }): Promise<readonly Answered[]> =>
      Promise.all(
        queries.map(async ({ expr, legend }) => {
          const body = { expr, fromMs: fromMs - shiftMs, toMs: toMs - shiftMs, stepMs, askedBy };
          const result = await api.post<MetricRangeResult>(drillPath(id, '/metrics/range'), body, { signal });
          return { expr, legend, result };
        }),
      ),
  });
  const { data, error, isFetching, refetch } = query;
  const frame = useMemo(() => (data === undefined ? null : toFrame(data, shiftMs)), [data, shiftMs]);
  const warnings = useMemo(() => [...new Set(data?.flatMap((answer) => answer.result.warnings) ?? [])], [data]);
  return { frame, error, loading: isFetching, warnings, refetch: () => void refetch() };
}
