import { type ActionChoices, drillPath } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';
import { useDrill } from './drill.tsx';

/** Pods come and go. */
const staleTime = 15_000;

/** What verbs can be applied to. */
export function useActionChoices(enabled: boolean) {
  const { id } = useDrill();
  return useQuery({
    queryKey: ['action-choices', id],
    queryFn: ({ signal }) => api.get<ActionChoices>(drillPath(id, '/actions/choices'), { signal }),
    staleTime,
    refetchInterval: staleTime,
    enabled,
  });
}
