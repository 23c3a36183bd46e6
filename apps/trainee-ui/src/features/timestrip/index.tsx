import './strip.css';
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useDrill } from '../../data/drill.tsx';
import { formatDuration, formatMinute, formatTime, formatTimeUtc, formatValue } from '../../model/format.ts';
import { useTimeWindow } from '../../model/window.ts';
import { windowPresets } from '../../model/windowChoice.ts';
import { useMarkers } from '../changes/data.ts';
import { type Domain, dragged, type Grip, linePath, ticks, toTime, toX } from './model.ts';
import { useDrag } from './useDrag.ts';
import { useEdge } from './useEdge.ts';

const height = 46;
const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: -15_000,
  ArrowRight: 15_000,
  PageDown: -300_000,
  PageUp: 300_000,
};

/** All history at a glance, and the one window that every pane looks through. */
export function TimeStrip(): ReactNode {
  const { pins } = useDrill();
  const shared = useTimeWindow();
  const markers = useMarkers();
  const edge = useEdge();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const track = useRef<HTMLDivElement>(null);
  const domain: Domain = { fromMs: edge.fromMs, toMs: edge.toMs, width: Math.max(1, width) };
  const drag = useDrag(domain, shared, () => track.current?.getBoundingClientRect().left ?? 0, shared.setWindow);
  const window = drag.preview ?? shared;
  const left = Math.max(0, toX(window.fromMs, domain));
  const right = Math.min(domain.width, toX(window.toMs, domain));

  const p95Max = Math.max(0.5, ...edge.p95.map((point) => point.value ?? 0));
  const errorMax = Math.max(0.01, ...edge.errors.map((point) => point.value ?? 0));
  const lastError = edge.errors.findLast((point) => point.value !== null)?.value ?? null;
  const lastP95 = edge.p95.findLast((point) => point.value !== null)?.value ?? null;

  const onKey = (grip: Grip) => (event: KeyboardEvent) => {
    const by = keySteps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = dragged(
      grip,
      shared,
      grip === 'from' ? shared.fromMs : shared.toMs,
      (grip === 'from' ? shared.fromMs : shared.toMs) + by,
      domain,
    );
    shared.setWindow(next.fromMs, next.toMs);
  };
  const handle = (grip: 'from' | 'to', timeMs: number, x: number): ReactNode => (
    <div
      className="fd-strip-handle"
      role="slider"
      tabIndex={0}
      aria-label={grip === 'from' ? 'Start of the window' : 'End of the window'}
      aria-valuemin={domain.fromMs}
      aria-valuemax={domain.toMs}
      aria-valuenow={Math.round(timeMs)}
      aria-valuetext={formatTimeUtc(timeMs)}
      style={{ left: x }}
      onPointerDown={(event) => drag.start(grip, event)}
      onKeyDown={onKey(grip)}
    />
  );

  return (
    <div className="fd-timestrip">
      <dl className="fd-strip-now">
        <div>
          <dt>p95</dt>
          <dd>{formatValue(lastP95, 's')}</dd>
        </div>
        <div>
          <dt>errors</dt>
          <dd>{formatValue(lastError, 'ratio')}</dd>
        </div>
      </dl>
      <div ref={ref} className="fd-strip-frame">
        <div
          ref={track}
          className="fd-strip-track"
          onPointerDown={(event) => drag.start('new', event)}
          onPointerMove={drag.move}
          onPointerUp={drag.end}
          onPointerCancel={drag.end}
        >
          <svg
            width={domain.width}
            height={height}
            role="img"
            aria-label={`Errors and p95 at the edge from ${formatTimeUtc(domain.fromMs)} to ${formatTimeUtc(domain.toMs)}. p95 up to ${formatValue(p95Max, 's')}, errors up to ${formatValue(errorMax, 'ratio')}.`}
          >
            {ticks({ ...domain, toMs: toTime(domain.width - 34, domain) }).map((timeMs) => (
              <g key={timeMs} className="fd-strip-tick">
                <line x1={toX(timeMs, domain)} x2={toX(timeMs, domain)} y1={0} y2={height} />
                <text x={toX(timeMs, domain) + 3} y={height - 3}>
                  {formatMinute(timeMs)}
                </text>
              </g>
            ))}
            {markers
              .filter((marker) => marker.timeMs >= domain.fromMs && marker.timeMs <= domain.toMs)
              .map((marker) => (
                <path
                  key={marker.id}
                  className="fd-strip-marker"
                  d={`M${toX(marker.timeMs, domain).toFixed(1)} ${height - 14}l-3.5 6h7z`}
                >
                  <title>{`${formatTime(marker.timeMs)} ${marker.text}`}</title>
                </path>
              ))}
            <path className="fd-strip-p95" d={linePath(edge.p95, domain, p95Max, 3, height - 14)} />
            <path className="fd-strip-errors" d={linePath(edge.errors, domain, errorMax, 3, height - 14)} />
            {pins.map((pin) => {
              const middle = toX((pin.window.fromMs + pin.window.toMs) / 2, domain);
              return (
                <path key={pin.id} className="fd-strip-pin" d={`M${middle.toFixed(1)} 14V1l7 3-7 3`}>
                  <title>{`${pin.author}: ${pin.title}`}</title>
                </path>
              );
            })}
          </svg>
          <div
            className="fd-strip-window"
            data-live={shared.live !== null}
            style={{ left, width: Math.max(2, right - left) }}
            onPointerDown={(event) => drag.start('move', event)}
          />
          {handle('from', window.fromMs, left)}
          {handle('to', window.toMs, right)}
          {edge.error === null ? null : (
            <span className="fd-bad fd-strip-error" role="status">
              {edge.error.message}
            </span>
          )}
        </div>
      </div>
      <div className="fd-strip-side">
        <fieldset className="fd-strip-presets" aria-label="Length of the window">
          {windowPresets.map((preset) => (
            <button
              key={preset.label}
              type="button"
              aria-pressed={shared.live === preset.lengthMs}
              onClick={() => shared.setLive(preset.lengthMs)}
            >
              {preset.label}
            </button>
          ))}
          <button
            type="button"
            aria-pressed={shared.live !== null}
            title={shared.live === null ? 'Follow the incident clock' : 'Stay here'}
            onClick={() =>
              shared.live === null
                ? shared.setLive(Math.max(60_000, shared.toMs - shared.fromMs))
                : shared.setWindow(shared.fromMs, shared.toMs)
            }
          >
            live
          </button>
        </fieldset>
        <span className="fd-dim fd-strip-text">
          {formatTime(window.fromMs)}-{formatTime(window.toMs)} ({formatDuration(window.toMs - window.fromMs)})
        </span>
      </div>
    </div>
  );
}
