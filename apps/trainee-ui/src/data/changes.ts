import { type Change, drillPath } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { useDrill } from './drill.tsx';

const bucketMs = 15_000;

/** The change feed between two instants, as far as it is visible. The end is taken in steps of 15 s. */
export function useChanges(fromMs: number, toMs: number) {
  const { id } = useDrill();
  const to = Math.ceil(toMs / bucketMs) * bucketMs;
  const from = Math.floor(fromMs / bucketMs) * bucketMs;
  return useQuery({
    queryKey: ['changes', id, from, to],
    queryFn: ({ signal }) => api.get<Change[]>(drillPath(id, `/changes?fromMs=${from}&toMs=${to}`), { signal }),
  });
}
