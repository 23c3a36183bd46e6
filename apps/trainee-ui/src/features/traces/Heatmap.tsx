import type { TimeWindow, TraceSummary } from '@firedrill/protocol';
import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { formatDuration, formatMinute, formatTime } from '../../model/format.ts';
import type { Marker } from '../changes/data.ts';
import { ticks, toTime, toX } from '../timestrip/model.ts';
import { slices } from './data.ts';
import { binTraces, durationAt, heightOf } from './model/heatmap.ts';
import type { Region } from './model/region.ts';

const height = 176;
const bottom = 16;
const left = 52;
const plotHeight = height - bottom - 4;
const cell = 7;

interface Corner {
  readonly timeMs: number;
  readonly durationMs: number;
}

/** Duration over time. Darker cells hold more traces; a ring marks cells with errors. A drag chooses a region. */
export function Heatmap(props: {
  readonly traces: readonly TraceSummary[];
  readonly window: TimeWindow;
  readonly markers: readonly Marker[];
  readonly region: Region | null;
  onRegion(region: Region | null): void;
}): ReactNode {
  const { traces, window } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const place = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<readonly [Corner, Corner] | null>(null);
  const [hover, setHover] = useState<Corner | null>(null);
  const plotWidth = Math.max(1, width - left - 8);
  const domain = { ...window, width: plotWidth };
  const rows = Math.floor(plotHeight / cell);
  const map = useMemo(() => binTraces(traces, window, slices, rows), [traces, window, rows]);
  const y = (durationMs: number): number => 4 + (1 - heightOf(durationMs, map.lowMs, map.highMs)) * plotHeight;
  const labels: number[] = [];
  for (let mark = map.lowMs; mark <= map.highMs * 1.001; mark *= 10) labels.push(mark);

  const corner = (event: PointerEvent): Corner => {
    const box = place.current?.getBoundingClientRect();
    const up = 1 - (event.clientY - (box?.top ?? 0) - 4) / plotHeight;
    return {
      timeMs: toTime(event.clientX - (box?.left ?? 0) - left, domain),
      durationMs: durationAt(Math.min(1, Math.max(0, up)), map.lowMs, map.highMs),
    };
  };
  const regionOf = ([a, b]: readonly [Corner, Corner]): Region => ({
    fromMs: Math.min(a.timeMs, b.timeMs),
    toMs: Math.max(a.timeMs, b.timeMs),
    lowMs: Math.min(a.durationMs, b.durationMs),
    highMs: Math.max(a.durationMs, b.durationMs),
  });
  const box = (region: Region) => ({
    x: left + toX(region.fromMs, domain),
    width: Math.max(1, toX(region.toMs, domain) - toX(region.fromMs, domain)),
    y: y(region.highMs),
    height: Math.max(1, y(region.lowMs) - y(region.highMs)),
  });
  const end = (): void => {
    if (drag !== null) {
      const region = regionOf(drag);
      const drawn = box(region);
      props.onRegion(drawn.width > 4 && drawn.height > 4 ? region : null);
    }
    setDrag(null);
  };
  const shown = drag === null ? props.region : regionOf(drag);

  return (
    <div className="fd-heatmap">
      <div ref={ref}>
        <svg
          ref={place}
          width={Math.max(1, width)}
          height={height}
          role="img"
          aria-label={`Duration of ${traces.length} traces over time, from ${formatDuration(map.lowMs)} to ${formatDuration(map.highMs)}`}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setDrag([corner(event), corner(event)]);
          }}
          onPointerMove={(event) => {
            setHover(corner(event));
            if (drag !== null) setDrag([drag[0], corner(event)]);
          }}
          onPointerUp={end}
          onPointerCancel={() => setDrag(null)}
          onPointerLeave={() => setHover(null)}
        >
          {labels.map((durationMs) => (
            <g key={durationMs} className="fd-strip-tick">
              <line x1={left} x2={left + plotWidth} y1={y(durationMs)} y2={y(durationMs)} />
              <text x={left - 6} y={y(durationMs) + 3} textAnchor="end">
                {formatDuration(durationMs)}
              </text>
            </g>
          ))}
          {ticks(domain)
            .filter((timeMs) => toX(timeMs, domain) < plotWidth - 16)
            .map((timeMs) => (
              <g key={timeMs} className="fd-strip-tick">
                <text x={left + toX(timeMs, domain)} y={height - 3} textAnchor="middle">
                  {formatMinute(timeMs)}
                </text>
              </g>
            ))}
          {props.markers
            .filter((marker) => marker.timeMs >= window.fromMs && marker.timeMs <= window.toMs)
            .map((marker) => (
              <path
                key={marker.id}
                className="fd-log-marker"
                d={`M${(left + toX(marker.timeMs, domain)).toFixed(1)} 4v${plotHeight}`}
              >
                <title>{`${formatTime(marker.timeMs)} ${marker.text}`}</title>
              </path>
            ))}
          {map.cells.map((one) => (
            <rect
              key={`${one.column} ${one.row}`}
              className="fd-heatmap-cell"
              data-errors={one.errors > 0}
              x={left + (one.column / slices) * plotWidth}
              y={4 + (1 - (one.row + 1) / rows) * plotHeight}
              width={Math.max(3, plotWidth / slices - 1)}
              height={plotHeight / rows - 1}
              fillOpacity={0.35 + 0.65 * Math.sqrt(one.count / map.maxCount)}
            />
          ))}
          {shown === null ? null : <rect className="fd-heatmap-region" {...box(shown)} />}
        </svg>
      </div>
      <p className="fd-dim fd-heatmap-hint">
        {hover === null
          ? 'Drag over traces to see what they have in common. A red frame: with errors.'
          : `${formatTime(hover.timeMs)}, ${formatDuration(hover.durationMs)}`}
      </p>
    </div>
  );
}
