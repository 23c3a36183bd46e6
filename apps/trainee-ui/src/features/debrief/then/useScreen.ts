import { drillPath, type ReplayScreen } from '@firedrill/protocol';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../data/api.ts';
import { useDrill } from '../../../data/drill.tsx';

/** Whoever drags asks when they rest. */
const restMs = 120;

/** What a deed's screen showed at a second; while another second loads, the one before stays. */
export function useScreen(seq: number, atMs: number) {
  const { id } = useDrill();
  const [asked] = useDebouncedValue(`seq=${seq}&atMs=${Math.round(atMs)}`, restMs, { leading: true });
  return useQuery({
    queryKey: ['replay', id, seq, asked],
    queryFn: ({ signal }) => api.get<ReplayScreen>(drillPath(id, `/replay?${asked}`), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (previous, query) => (query?.queryKey[2] === seq ? previous : undefined),
    retry: false,
  });
}
