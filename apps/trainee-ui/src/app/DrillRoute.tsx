import { Button } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Link, Navigate, useParams, useSearchParams } from 'react-router';
import { Notice } from '../components/Notice.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { DrillProvider, useDrill } from '../data/drill.tsx';
import { Lobby } from '../features/lobby/index.tsx';
import { panePath } from '../model/links.ts';
import { isPaneId } from '../model/panes.ts';

const loadFrame = () => import('./Frame.tsx');
const Frame = lazy(() => loadFrame().then((module) => ({ default: module.Frame })));

/** One drill: its lobby until the host starts, then the workbench. */
export function DrillRoute(): ReactNode {
  const { drillId = '' } = useParams();
  return (
    <DrillProvider
      key={drillId}
      drillId={drillId}
      waiting={<Waiting label="Loading the drill" />}
      failed={(error) => (
        <Notice
          tone="bad"
          title="This drill cannot be opened here."
          action={
            <Button component={Link} to="/" variant="default">
              To the start page
            </Button>
          }
        >
          {error.message} If you have its code, join again from the start page.
        </Notice>
      )}
    >
      <Opened />
    </DrillProvider>
  );
}

function Opened(): ReactNode {
  const { pane } = useParams();
  const [params] = useSearchParams();
  const view = useDrill();
  // The workbench's script comes while the team waits in the lobby.
  useEffect(() => void loadFrame().catch(() => undefined), []);
  if (view.phase === 'lobby') return <Lobby />;
  if (isPaneId(pane))
    return (
      <Suspense fallback={<Waiting label="Opening the workbench" />}>
        <Frame pane={pane} />
      </Suspense>
    );
  return <Navigate to={panePath(view.id, view.phase === 'ended' ? 'debrief' : 'page', params)} replace />;
}
