import { type Debrief, drillPath } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { api } from '../../data/api.ts';
import { useDrill } from '../../data/drill.tsx';
import { Report } from './Report.tsx';
import './debrief.css';

/** What really happened, beside what the team did. It opens when the drill has ended. */
export function Pane(): ReactNode {
  const view = useDrill();
  const ended = view.phase === 'ended';
  const debrief = useQuery({
    queryKey: ['debrief', view.id],
    queryFn: ({ signal }) => api.get<Debrief>(drillPath(view.id, '/debrief'), { signal }),
    enabled: ended,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!ended)
    return (
      <Notice title="The debrief opens when the drill has ended.">
        It shows what really happened beside what your team did. End the drill in the notebook, under Finish.
      </Notice>
    );
  if (debrief.isPending)
    return (
      <div className="fd-debrief">
        <p className="fd-late">
          Working out the debrief: what you pinned is looked at again in a shop where nothing went wrong. This can take
          a minute.
        </p>
        <Waiting label="Working out the debrief" lines={6} />
      </div>
    );
  if (debrief.isError)
    return (
      <Failure title="The debrief could not be loaded." error={debrief.error} onRetry={() => void debrief.refetch()} />
    );
  return <Report debrief={debrief.data} />;
}
