import type { TimeWindow } from '@firedrill/protocol';
import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { formatMinute, formatTime, significant } from '../../model/format.ts';
import type { Marker } from '../changes/data.ts';
import { ticks, toTime, toX } from '../timestrip/model.ts';
import { useLogHistogram } from './data.ts';
import { levels, toBars } from './model/histogram.ts';

const height = 72;
const axis = 14;

/** Lines over time by level; a drag sets the window. */
export function Histogram(props: {
  readonly query: string;
  readonly window: TimeWindow;
  readonly markers: readonly Marker[];
  onZoom(fromMs: number, toMs: number): void;
}): ReactNode {
  const { window } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const place = useRef<SVGSVGElement>(null);
  const buckets = width === 0 ? 0 : Math.min(120, Math.max(20, Math.floor(width / 9)));
  const { data } = useLogHistogram(props.query, window, Math.max(1, buckets));
  const bars = useMemo(() => (data === undefined ? [] : toBars(data)), [data]);
  const [brush, setBrush] = useState<readonly [number, number] | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const domain = { ...window, width: Math.max(1, width) };
  const most = Math.max(1, ...bars.map((bar) => bar.total));
  const tall = height - axis - 2;
  const shown = hover === null ? undefined : bars.find((bar) => hover >= bar.fromMs && hover < bar.toMs);
  const used = levels.filter((level) => bars.some((bar) => bar.pieces.some((piece) => piece.level === level)));

  const timeOf = (event: PointerEvent): number =>
    toTime(event.clientX - (place.current?.getBoundingClientRect().left ?? 0), domain);
  const end = (): void => {
    if (brush !== null && Math.abs(toX(brush[1], domain) - toX(brush[0], domain)) > 4)
      props.onZoom(Math.min(...brush), Math.max(...brush));
    setBrush(null);
  };

  return (
    <div className="fd-log-histogram" ref={ref}>
      <div className="fd-log-legend fd-dim">
        {used.map((level) => (
          <span key={level}>
            <span className="fd-log-swatch" data-level={level} /> {level}
          </span>
        ))}
        <span className="fd-grow" />
        <span>
          {shown === undefined
            ? bars.some((bar) => bar.total > 0)
              ? `up to ${significant(most)} lines per bar`
              : ''
            : `${formatTime(shown.fromMs)} ${shown.pieces.map((piece) => `${piece.count} ${piece.level}`).join(', ') || 'none'}`}
        </span>
      </div>
      <svg
        ref={place}
        width={domain.width}
        height={height}
        role="img"
        aria-label={`Lines over time, ${formatTime(window.fromMs)} to ${formatTime(window.toMs)} UTC`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setBrush([timeOf(event), timeOf(event)]);
        }}
        onPointerMove={(event) => {
          setHover(timeOf(event));
          if (brush !== null) setBrush([brush[0], timeOf(event)]);
        }}
        onPointerUp={end}
        onPointerCancel={() => setBrush(null)}
        onPointerLeave={() => setHover(null)}
      >
        {ticks(domain).map((timeMs) => (
          <g key={timeMs} className="fd-strip-tick">
            <line x1={toX(timeMs, domain)} x2={toX(timeMs, domain)} y1={0} y2={height - axis} />
            <text x={toX(timeMs, domain) + 2} y={height - 3}>
              {formatMinute(timeMs)}
            </text>
          </g>
        ))}
        {bars.flatMap((bar) =>
          bar.pieces.map((piece) => {
            const x = toX(bar.fromMs, domain);
            const top = ((piece.base + piece.count) / most) * tall;
            return (
              <rect
                key={`${bar.fromMs} ${piece.level}`}
                className="fd-log-bar"
                data-level={piece.level}
                x={x}
                width={Math.max(1, toX(bar.toMs, domain) - x - 1)}
                y={height - axis - top}
                height={Math.max(1, (piece.count / most) * tall)}
              />
            );
          }),
        )}
        {props.markers
          .filter((marker) => marker.timeMs >= window.fromMs && marker.timeMs <= window.toMs)
          .map((marker) => (
            <path
              key={marker.id}
              className="fd-log-marker"
              d={`M${toX(marker.timeMs, domain).toFixed(1)} 0V${height - axis}`}
            >
              <title>{`${formatTime(marker.timeMs)} ${marker.text}`}</title>
            </path>
          ))}
        {brush === null ? null : (
          <rect
            className="fd-log-brush"
            x={toX(Math.min(...brush), domain)}
            width={Math.abs(toX(brush[1], domain) - toX(brush[0], domain))}
            y={0}
            height={height - axis}
          />
        )}
      </svg>
    </div>
  );
}
