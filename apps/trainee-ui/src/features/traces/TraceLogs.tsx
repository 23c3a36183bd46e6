import type { ReactNode } from 'react';
import { errorText } from '../../data/errors.ts';
import { formatDuration, formatTimeMs } from '../../model/format.ts';
import { useTraceLogs } from './data.ts';

/** Lines written on the way of a trace, oldest first. */
export function TraceLogs(props: {
  readonly traceId: string;
  readonly startMs: number;
  readonly durationMs: number;
}): ReactNode {
  const { startMs, durationMs } = props;
  const window = { fromMs: Math.floor(startMs) - 2_000, toMs: Math.ceil(startMs + durationMs) + 5_000 };
  const { data, error } = useTraceLogs(props.traceId, window, true);
  const rows = [...(data?.rows ?? [])].reverse();
  return (
    <section className="fd-trace-logs" aria-label="Lines of this trace">
      <h3>Lines of this trace{data === undefined ? '' : ` (${rows.length})`}</h3>
      {error === null ? null : <p className="fd-bad">{errorText(error)}</p>}
      {data !== undefined && rows.length === 0 ? <p className="fd-dim">No line carries its id.</p> : null}
      <ul className="fd-plain fd-mono">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="fd-dim" title={`${formatTimeMs(row.timeMs)} UTC`}>
              +{formatDuration(Math.max(0, row.timeMs - startMs))}
            </span>
            <span className="fd-log-level" data-level={row.level}>
              {row.level}
            </span>
            <span className="fd-dim">{row.service}</span>
            <span className="fd-trace-message">{row.message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
