import { type ReactNode, useCallback } from 'react';
import { useTimeWindow } from '../../model/window.ts';
import { useMarkers } from '../changes/data.ts';
import type { DashboardSpec } from './dashboards/index.ts';
import { useSteadyWindow } from './data/useSteadyWindow.ts';
import { Panel } from './panel/Panel.tsx';

/** Panels of one dashboard in their fixed order. */
export function Dashboard(props: {
  readonly spec: DashboardSpec;
  readonly service: string;
  readonly compare: boolean;
  onExplore(exprs: readonly string[]): void;
}): ReactNode {
  const { setWindow } = useTimeWindow();
  const window = useSteadyWindow();
  const markers = useMarkers();
  const zoom = useCallback((fromMs: number, toMs: number) => setWindow(fromMs, toMs), [setWindow]);
  return (
    <div className="fd-panels">
      {props.spec.panels.map((panel) => (
        <Panel
          key={panel.id}
          spec={panel}
          service={props.service}
          window={window}
          compare={props.compare}
          markers={markers}
          onZoom={zoom}
          onExplore={props.onExplore}
        />
      ))}
    </div>
  );
}
