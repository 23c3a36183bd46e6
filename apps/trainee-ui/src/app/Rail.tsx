import { type ReactNode, useEffect } from 'react';
import { NavLink, useSearchParams } from 'react-router';
import {
  BellIcon,
  ChangeIcon,
  ChartIcon,
  CodeIcon,
  DebriefIcon,
  LockIcon,
  LogIcon,
  NotebookIcon,
  TraceIcon,
} from '../components/icons.tsx';
import { useDrill } from '../data/drill.tsx';
import { panePath, rememberPane } from '../model/links.ts';
import { type PaneId, panes } from '../model/panes.ts';
import { preloadPane } from './paneModules.ts';

const icons: Readonly<Record<PaneId, (props: { readonly size?: number }) => ReactNode>> = {
  page: BellIcon,
  metrics: ChartIcon,
  logs: LogIcon,
  traces: TraceIcon,
  changes: ChangeIcon,
  code: CodeIcon,
  debrief: DebriefIcon,
};

export function Rail(props: { readonly pane: PaneId; readonly onNotebook: () => void }): ReactNode {
  const view = useDrill();
  const [params] = useSearchParams();
  useEffect(() => rememberPane(view.id, props.pane, params), [view.id, props.pane, params]);
  return (
    <nav className="fd-rail" aria-label="Panes">
      {panes.map((pane) => {
        const shut =
          (pane.id === 'code' && !view.doorOpen && view.phase !== 'ended') ||
          (pane.id === 'debrief' && view.phase !== 'ended');
        const Icon = icons[pane.id];
        return (
          <NavLink
            key={pane.id}
            to={panePath(view.id, pane.id, params)}
            className="fd-rail-entry"
            title={`${pane.label} (${pane.digit})`}
            onPointerEnter={() => preloadPane(pane.id)}
          >
            <Icon size={16} />
            <span className="fd-rail-label">{pane.label}</span>
            <span className="fd-rail-key" aria-hidden="true">
              {shut ? <LockIcon size={9} /> : pane.digit}
            </span>
          </NavLink>
        );
      })}
      <button type="button" className="fd-rail-entry fd-rail-notebook" onClick={props.onNotebook}>
        <NotebookIcon size={16} />
        <span className="fd-rail-label">Notebook</span>
      </button>
    </nav>
  );
}
