import { drillPath } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../data/api.ts';
import { useDrill } from '../../../data/drill.tsx';

const none: readonly string[] = [];

/** Names of all services that are scraped, alphabetical. */
export function useServices(): readonly string[] {
  const { id } = useDrill();
  const { data } = useQuery({
    queryKey: ['label-values', id, 'service'],
    queryFn: ({ signal }) => api.get<string[]>(drillPath(id, '/metrics/labels/service'), { signal }),
    staleTime: 60_000,
    select: (names) => [...names].sort(),
  });
  return data ?? none;
}
