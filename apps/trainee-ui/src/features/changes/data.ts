import { type Change, drillPath } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../data/api.ts';
import { useDrill } from '../../data/drill.tsx';
import { useIncidentNow } from '../../model/now.ts';

interface Feed {
  readonly changes: readonly Change[];
  readonly loaded: boolean;
  readonly error: Error | null;
  refetch(): void;
}

const none: readonly Change[] = [];
const pollMs = 15_000;

/** All changes of the drill's history up to now, oldest first. One answer serves the feed and every marker. */
export function useChanges(everyMs = pollMs): Feed {
  const { id, historyFromMs, phase } = useDrill();
  const nowMs = useIncidentNow();
  const { data, error, refetch } = useQuery({
    queryKey: ['changes', id],
    queryFn: async ({ signal }) => {
      const query = `?fromMs=${Math.floor(historyFromMs)}&toMs=${Math.ceil(nowMs) + 1000}`;
      const changes = await api.get<readonly Change[]>(drillPath(id, `/changes${query}`), { signal });
      return [...changes].sort((a, b) => a.timeMs - b.timeMs);
    },
    refetchInterval: phase === 'ended' ? false : everyMs,
    staleTime: pollMs,
  });
  return { changes: data ?? none, loaded: data !== undefined, error, refetch: () => void refetch() };
}

/** Kinds that change how the system runs; the rest is its daily life and would bury them on an axis. */
const marked: ReadonlySet<Change['kind']> = new Set([
  'audit',
  'config',
  'deploy',
  'restart',
  'rollback',
  'scale',
  'schedule',
]);

export interface Marker {
  readonly id: string;
  readonly timeMs: number;
  readonly text: string;
}

/** Changes to be marked on every time axis. */
export function useMarkers(): readonly Marker[] {
  const { changes } = useChanges();
  return useMemo(
    () =>
      changes
        .filter((change) => marked.has(change.kind))
        .map(({ id, timeMs, kind, service, version }) => ({
          id,
          timeMs,
          text: [kind, service, version].filter((part) => part !== '').join(' '),
        })),
    [changes],
  );
}
