import type { Trace } from '@firedrill/protocol';
import { type ReactNode, useMemo } from 'react';
import { formatDuration } from '../../../model/format.ts';
import { serviceColor } from '../../../model/palette.ts';
import { layoutTrace, type SpanRow } from '../../traces/model/waterfall.ts';

const percent = (part: number): string => `${(Math.min(1, Math.max(0, part)) * 100).toFixed(2)}%`;

/** Spans over time, as far as `at` (0-1 of `scaleMs`, which is the whole width). */
export function Bars(props: {
  readonly trace: Trace;
  readonly scaleMs: number;
  readonly at: number;
  readonly telling: ReadonlySet<string>;
}): ReactNode {
  const { trace, scaleMs, at, telling } = props;
  const { rows, durationMs } = useMemo(() => layoutTrace(trace), [trace]);
  const scale = durationMs / scaleMs;
  return (
    <ul className="fd-plain fd-walk-bars">
      {rows.map((row) => (
        <Bar key={row.span.spanId} row={row} scale={scale} at={at} telling={telling.has(row.span.spanId)} />
      ))}
    </ul>
  );
}

function Bar(props: {
  readonly row: SpanRow;
  readonly scale: number;
  readonly at: number;
  readonly telling: boolean;
}): ReactNode {
  const { row, scale, at, telling } = props;
  const { span } = row;
  const [left, width] = [row.left * scale, row.width * scale];
  const begun = at >= left;
  const failed = span.status === 'error' && at >= left + width;
  return (
    <li className="fd-walk-bar" data-begun={begun} data-telling={telling}>
      <span className="fd-truncate" style={{ paddingLeft: row.depth * 8 }}>
        <span className="fd-dim">{span.service}</span> {span.operation}
      </span>
      <span className="fd-walk-track">
        <span
          style={{
            left: percent(left),
            width: percent(Math.min(width, Math.max(0, at - left))),
            background: serviceColor(span.service),
          }}
        />
      </span>
      <span className="fd-dim">
        {formatDuration(span.durationMs)}
        {failed ? <span className="fd-bad"> error</span> : null}
      </span>
    </li>
  );
}
