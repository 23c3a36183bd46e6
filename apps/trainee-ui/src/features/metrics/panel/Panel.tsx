import { ActionIcon } from '@mantine/core';
import { memo, type ReactNode, useMemo, useState } from 'react';
import { CloseIcon, JumpIcon } from '../../../components/icons.tsx';
import { PinButton } from '../../../components/PinButton.tsx';
import { formatTime, formatValue } from '../../../model/format.ts';
import { usePinTarget } from '../../../model/pin.tsx';
import type { Marker } from '../../changes/data.ts';
import { Chart, type Hover } from '../chart/Chart.tsx';
import type { PanelSpec } from '../dashboards/index.ts';
import { useRanges } from '../data/useRanges.ts';
import { useSeen } from '../data/useSeen.ts';
import type { SteadyWindow } from '../data/useSteadyWindow.ts';
import { expand } from '../model/expand.ts';
import { lastOf } from '../model/frame.ts';
import { stepFor } from '../model/step.ts';
import { Legend } from './Legend.tsx';
import { PanelState } from './PanelState.tsx';
import { metricPin } from './pinTarget.ts';
import { useDrawn } from './useDrawn.ts';

const hourMs = 3_600_000;
const chartHeight = 148;

interface Props {
  readonly spec: PanelSpec;
  readonly service: string;
  readonly window: SteadyWindow;
  readonly compare: boolean;
  readonly markers: readonly Marker[];
  onZoom(fromMs: number, toMs: number): void;
  onExplore(exprs: readonly string[]): void;
}

/** A title, lines, a legend. */
export const Panel = memo(function Panel(props: Props): ReactNode {
  const { spec, service, window } = props;
  const [place, seen] = useSeen<HTMLElement>();
  const stepMs = stepFor(window);
  const queries = useMemo(
    () => spec.queries.map((query) => ({ ...query, expr: expand(query.expr, { service, stepMs }) })),
    [spec, service, stepMs],
  );
  const { frame, error, warnings, refetch } = useRanges(queries, window, stepMs, { enabled: seen });
  const earlier = useRanges(queries, window, stepMs, { enabled: seen && props.compare, shiftMs: hourMs });
  const { timesMs, series } = useDrawn(frame, props.compare ? earlier.frame : null);
  const [hover, setHover] = useState<Hover>({ index: null, marker: null });
  const [near, setNear] = useState<string | null>(null);
  const [only, setOnly] = useState<string | null>(null);
  const [active, setActive] = useState(false);

  const lines = frame?.lines ?? [];
  const shownOnly = lines.some((line) => line.key === only) ? only : null;
  const focused = lines.find((line) => line.key === (shownOnly ?? near)) ?? null;
  const target = metricPin(spec.title, lines, focused, window);
  usePinTarget(active ? target : null);
  const summary = lines.map((line) => `${line.label} ${formatValue(lastOf(line.values), spec.unit)}`).join(', ');

  return (
    <section
      ref={place}
      className="fd-panel"
      aria-label={spec.title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel takes focus so that the key p pins it.
      tabIndex={0}
      onPointerEnter={() => setActive(true)}
      onPointerLeave={(event) => setActive(event.currentTarget.contains(document.activeElement))}
      onFocus={() => setActive(true)}
      onBlur={(event) => setActive(event.currentTarget.matches(':hover'))}
    >
      <header className="fd-panel-head">
        <h3>{spec.title}</h3>
        <span className="fd-dim fd-truncate fd-grow" aria-live="off">
          {hover.marker === null ? '' : `${formatTime(hover.marker.timeMs)} ${hover.marker.text}`}
          {warnings.length > 0 && hover.marker === null ? warnings.join('; ') : ''}
        </span>
        {shownOnly === null ? null : (
          <ActionIcon
            variant="subtle"
            size="sm"
            aria-label="Show all series"
            title="Show all series"
            onClick={() => setOnly(null)}
          >
            <CloseIcon />
          </ActionIcon>
        )}
        <ActionIcon
          variant="subtle"
          size="sm"
          aria-label={`Explore ${spec.title}`}
          title="Explore: edit its PromQL"
          onClick={() => props.onExplore(queries.map((query) => query.expr))}
        >
          <JumpIcon />
        </ActionIcon>
        {target === null ? null : <PinButton target={target} label={`Pin ${spec.title}`} />}
      </header>
      {frame === null || lines.length === 0 ? (
        <PanelState height={chartHeight} loaded={frame !== null} error={error} onRetry={refetch} />
      ) : (
        <>
          <Chart
            label={`${spec.title}. ${summary}`}
            unit={spec.unit}
            height={chartHeight}
            timesMs={timesMs}
            series={series}
            only={shownOnly}
            fromMs={window.fromMs}
            toMs={window.toMs}
            markers={props.markers}
            onZoom={props.onZoom}
            onHover={setHover}
            onFocus={(key) => setNear(key === null ? null : key.replace(/^before\|/, ''))}
          />
          {error === null ? null : <p className="fd-bad fd-panel-note">{error.message}</p>}
        </>
      )}
      <Legend
        lines={lines}
        timesMs={timesMs}
        unit={spec.unit}
        index={hover.index}
        only={shownOnly}
        focused={focused?.key ?? null}
        onOnly={setOnly}
      />
    </section>
  );
});
