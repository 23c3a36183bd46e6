import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { ChevronIcon } from '../../components/icons.tsx';
import { formatDuration } from '../../model/format.ts';
import { serviceColor } from '../../model/palette.ts';
import type { Stretch } from './model/criticalPath.ts';
import type { Waterfall as Layout, SpanRow } from './model/waterfall.ts';

const share = (part: number): string => `${(Math.min(1, Math.max(0, part)) * 100).toFixed(3)}%`;

/** Spans over time, children under their parents. The dark line under bars is what the trace waited for. */
export function Waterfall(props: {
  readonly layout: Layout;
  readonly critical: readonly Stretch[];
  readonly selected: string | null;
  readonly folded: ReadonlySet<string>;
  onSelect(spanId: string): void;
  onFold(spanId: string): void;
}): ReactNode {
  const { layout } = props;
  const list = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const at = layout.rows.findIndex((row) => row.span.spanId === props.selected);
    const next = layout.rows[at + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    props.onSelect(next.span.spanId);
    list.current?.querySelector<HTMLElement>(`[data-span="${CSS.escape(next.span.spanId)}"]`)?.focus();
  };
  return (
    <div className="fd-waterfall">
      <div className="fd-waterfall-axis fd-dim" aria-hidden="true">
        <span>Service and operation</span>
        <span className="fd-waterfall-ticks">
          {[0, 0.25, 0.5, 0.75, 1].map((part) => (
            <span key={part} style={{ left: share(part) }}>
              {formatDuration(layout.durationMs * part)}
            </span>
          ))}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the buttons inside. */}
      <div ref={list} onKeyDown={onKey}>
        {layout.rows.map((row) => (
          <Row key={row.span.spanId} row={row} {...props} />
        ))}
      </div>
    </div>
  );
}

function Row(props: { readonly row: SpanRow } & Parameters<typeof Waterfall>[0]): ReactNode {
  const { row, layout } = props;
  const { span } = row;
  const color = serviceColor(span.service);
  const failed = span.status === 'error';
  return (
    <div className="fd-span" data-selected={props.selected === span.spanId}>
      <div className="fd-span-name" style={{ paddingLeft: row.depth * 12 }}>
        {row.childCount > 0 ? (
          <button
            type="button"
            className="fd-span-fold"
            aria-expanded={!props.folded.has(span.spanId)}
            aria-label={`Spans under ${span.operation}`}
            onClick={() => props.onFold(span.spanId)}
          >
            <ChevronIcon />
          </button>
        ) : (
          <span className="fd-span-fold" />
        )}
        <button
          type="button"
          className="fd-span-open fd-truncate"
          data-span={span.spanId}
          aria-pressed={props.selected === span.spanId}
          style={{ borderLeftColor: color }}
          onClick={() => props.onSelect(span.spanId)}
        >
          {failed ? <span className="fd-bad">error </span> : null}
          <span className="fd-dim">{span.service}</span> {span.operation}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same as the button beside it, for pointers. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above. */}
      <div className="fd-span-track" onClick={() => props.onSelect(span.spanId)}>
        <span
          className="fd-span-bar"
          data-failed={failed}
          style={{ left: share(row.left), width: share(row.width), background: color }}
        />
        {props.critical
          .filter((stretch) => stretch.spanId === span.spanId)
          .map((stretch) => (
            <span
              key={stretch.fromMs}
              className="fd-span-critical"
              style={{
                left: share((stretch.fromMs - layout.startMs) / layout.durationMs),
                width: share((stretch.toMs - stretch.fromMs) / layout.durationMs),
              }}
            />
          ))}
        <span className="fd-span-time" style={{ left: `calc(${share(row.left + row.width)} + 4px)` }}>
          {formatDuration(span.durationMs)}
        </span>
      </div>
    </div>
  );
}
