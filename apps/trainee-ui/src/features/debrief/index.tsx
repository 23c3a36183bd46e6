import { type Debrief, type DebriefPending, drillPath } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { api } from '../../data/api.ts';
import { useDrill } from '../../data/drill.tsx';
import { Report } from './Report.tsx';
import './debrief.css';

/** How often one asks again for what is still being worked out. */
const againMs = 1_000;

/** What really happened, beside what the team did. It opens when the drill has ended. */
export function Pane(): ReactNode {
  const view = useDrill();
  const ended = view.phase === 'ended';
  const debrief = useQuery({
    queryKey: ['debrief', view.id],
    queryFn: ({ signal }) => api.get<Debrief | DebriefPending>(drillPath(view.id, '/debrief'), { signal }),
    enabled: ended,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data && 'pending' in state.data ? againMs : false),
  });
  if (!ended)
    return (
      <Notice title="The debrief opens when the drill has ended.">
        It shows what really happened beside what your team did. End the drill in the notebook, under Finish.
      </Notice>
    );
  if (debrief.isError)
    return (
      <Failure title="The debrief could not be loaded." error={debrief.error} onRetry={() => void debrief.refetch()} />
    );
  const found = debrief.data;
  if (found === undefined || 'pending' in found)
    return (
      <div className="fd-debrief">
        <p className="fd-late">
          Working out the debrief: what you looked at is looked at again in a shop where nothing went wrong, and in
          those where something else did.
        </p>
        {found === undefined ? null : (
          <p>
            <progress max={1} value={found.share} aria-label="Working out the debrief, progress" /> {found.doing}
          </p>
        )}
        <Waiting label="Working out the debrief" lines={6} />
      </div>
    );
  return <Report debrief={found} />;
}
