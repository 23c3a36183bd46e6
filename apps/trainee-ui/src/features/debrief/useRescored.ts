import { type Debrief, type DebriefPending, drillPath } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../data/api.ts';

/** The same drill scored by another version of the rubric; the debrief as it is until that is there. */
export function useRescored(
  drillId: string,
  debrief: Debrief,
  version: string,
): { readonly debrief: Debrief; readonly busy: boolean; readonly error: unknown } {
  const other = version !== debrief.rubricVersion;
  const { data, error, isFetching } = useQuery({
    queryKey: ['debrief', drillId, version],
    queryFn: ({ signal }) =>
      api.get<Debrief | DebriefPending>(drillPath(drillId, `/debrief?rubric=${encodeURIComponent(version)}`), {
        signal,
      }),
    enabled: other,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = other && data !== undefined && !('pending' in data) ? data : debrief;
  return { debrief: found, busy: other && isFetching, error: other ? error : null };
}
