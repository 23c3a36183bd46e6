import { type ReactNode, useState } from 'react';
import { PinButton } from '../../../components/PinButton.tsx';
import { formatTime, formatValue } from '../../../model/format.ts';
import { usePinTarget } from '../../../model/pin.tsx';
import type { Marker } from '../../changes/data.ts';
import { Chart, type Hover } from '../chart/Chart.tsx';
import type { SteadyWindow } from '../data/useSteadyWindow.ts';
import { type Frame, lastOf } from '../model/frame.ts';
import { Legend } from '../panel/Legend.tsx';
import { metricPin } from '../panel/pinTarget.ts';
import { useDrawn } from '../panel/useDrawn.ts';

/** The answers to what was asked, as one large chart. The series that has focus is what the key p pins. */
export function Graph(props: {
  readonly frame: Frame;
  readonly unit: string;
  readonly title: string;
  readonly window: SteadyWindow;
  readonly markers: readonly Marker[];
  onZoom(fromMs: number, toMs: number): void;
}): ReactNode {
  const { frame, unit, window } = props;
  const { timesMs, series } = useDrawn(frame, null);
  const [hover, setHover] = useState<Hover>({ index: null, marker: null });
  const [near, setNear] = useState<string | null>(null);
  const [only, setOnly] = useState<string | null>(null);
  const shownOnly = frame.lines.some((line) => line.key === only) ? only : null;
  const focused = frame.lines.find((line) => line.key === (shownOnly ?? near)) ?? null;
  const target = metricPin(props.title.slice(0, 200), frame.lines, focused, window);
  usePinTarget(target);
  const summary = frame.lines
    .slice(0, 12)
    .map((line) => `${line.label} ${formatValue(lastOf(line.values), unit)}`)
    .join(', ');
  return (
    <div className="fd-graph">
      <div className="fd-row fd-graph-head">
        <span className="fd-dim fd-truncate fd-grow">
          {hover.marker === null
            ? `${frame.lines.length} series`
            : `${formatTime(hover.marker.timeMs)} ${hover.marker.text}`}
        </span>
        {target === null ? null : <PinButton target={target} label="Pin the series in focus" />}
      </div>
      <Chart
        label={`Answers. ${summary}`}
        unit={unit}
        height={300}
        timesMs={timesMs}
        series={series}
        only={shownOnly}
        fromMs={window.fromMs}
        toMs={window.toMs}
        markers={props.markers}
        onZoom={props.onZoom}
        onHover={setHover}
        onFocus={setNear}
      />
      <Legend
        lines={frame.lines}
        timesMs={timesMs}
        unit={unit}
        index={hover.index}
        only={shownOnly}
        focused={focused?.key ?? null}
        onOnly={setOnly}
      />
    </div>
  );
}
