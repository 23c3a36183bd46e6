import { type ReactNode, useEffect } from 'react';
import { Notice } from '../../components/Notice.tsx';
import { useDrill, useDrillCommands } from '../../data/drill.tsx';
import { Alert } from './Alert.tsx';
import { RitualList } from './RitualList.tsx';
import './page.css';

/** What the on-call engineer got. */
export function Pane(): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const running = view.phase === 'running';
  useEffect(() => {
    // Only the journal wants to know; the page is readable without its answer.
    if (running) commands.viewed('page').catch(() => undefined);
  }, [running, commands]);
  if (view.page === null) return <Notice title="No page yet.">It comes when the drill starts.</Notice>;
  return (
    <div className="fd-page">
      <Alert page={view.page} />
      <RitualList ritual={view.ritual} acknowledged={view.phase !== 'paged'} />
    </div>
  );
}
