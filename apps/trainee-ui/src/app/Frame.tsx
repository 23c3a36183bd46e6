import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { ErrorBoundary } from '../components/ErrorBoundary.tsx';
import { notify } from '../components/notify.ts';
import { Waiting } from '../components/Waiting.tsx';
import { useDrillContext } from '../data/drill.tsx';
import { Notebook } from '../features/notebook/index.tsx';
import { PinDialog } from '../features/notebook/PinDialog.tsx';
import { TimeStrip } from '../features/timestrip/index.tsx';
import type { PaneId } from '../model/panes.ts';
import { PinProvider } from '../model/pin.tsx';
import { Header } from './Header.tsx';
import { paneModules } from './paneModules.ts';
import { Rail } from './Rail.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import './frame.css';

/** The workbench: header, time strip, rail, pane, notebook. */
export function Frame(props: { readonly pane: PaneId }): ReactNode {
  const { view, socket } = useDrillContext();
  const wide = useMediaQuery('(min-width: 1100px)', true, { getInitialValueInEffect: false });
  const [sheetOpen, setSheetOpen] = useState(false);
  const [asideOpen, setAsideOpen] = useState(true);
  // The debrief is read at full width until the notebook is asked for.
  const [besideDebrief, setBesideDebrief] = useState(false);
  const Pane = paneModules[props.pane];
  const reading = props.pane === 'debrief' && view.phase === 'ended';
  const asideShown = wide && (reading ? besideDebrief : asideOpen);
  const toggleNotebook = (): void => {
    const toggle = (open: boolean): boolean => !open;
    if (!wide) setSheetOpen(toggle);
    else if (reading) setBesideDebrief(toggle);
    else setAsideOpen(toggle);
  };

  useEffect(() => {
    socket?.emit('presence.update', { pane: props.pane });
  }, [socket, props.pane]);
  useEffect(() => {
    document.title = `${view.title} - Firedrill`;
  }, [view.title]);

  return (
    <PinProvider
      dialog={(target, close) => <PinDialog target={target} onClose={close} />}
      onNothing={() => notify('calm', 'Nothing to pin has focus. Point at a series, a line, a span or a change first.')}
    >
      <div className="fd-frame" data-notebook={asideShown ? 'open' : 'closed'}>
        <a className="fd-skip" href="#pane">
          Skip to the pane
        </a>
        <Header onNotebook={toggleNotebook} />
        {reading ? null : (
          <section className="fd-strip" aria-label="Time window">
            <ErrorBoundary what="The time strip">
              <TimeStrip />
            </ErrorBoundary>
          </section>
        )}
        <Rail pane={props.pane} onNotebook={toggleNotebook} />
        <main className="fd-pane" id="pane" tabIndex={-1} data-pane={props.pane}>
          <ErrorBoundary key={props.pane} what="This pane">
            <Suspense fallback={<Waiting label="Opening" />}>
              <Pane />
            </Suspense>
          </ErrorBoundary>
        </main>
        {asideShown ? (
          <aside className="fd-aside" aria-label="Notebook">
            <ErrorBoundary what="The notebook">
              <Notebook />
            </ErrorBoundary>
          </aside>
        ) : null}
        <Drawer
          opened={!wide && sheetOpen}
          onClose={() => setSheetOpen(false)}
          position="bottom"
          size="85%"
          title="Notebook"
          padding={0}
          classNames={{ header: 'fd-sheet-header' }}
        >
          <Notebook />
        </Drawer>
        <Shortcuts onNotebook={toggleNotebook} />
      </div>
    </PinProvider>
  );
}
