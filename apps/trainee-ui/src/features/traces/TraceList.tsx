import type { TraceSummary } from '@firedrill/protocol';
import { type ReactNode, useState } from 'react';
import { formatDuration, formatTimeMs } from '../../model/format.ts';
import { serviceColor } from '../../model/palette.ts';

type Order = 'time' | 'duration' | 'spans';

const sorters: Readonly<Record<Order, (a: TraceSummary, b: TraceSummary) => number>> = {
  time: (a, b) => b.startMs - a.startMs,
  duration: (a, b) => b.durationMs - a.durationMs,
  spans: (a, b) => b.spanCount - a.spanCount,
};
const shownAtOnce = 100;

/** Traces as a table. */
export function TraceList(props: {
  readonly traces: readonly TraceSummary[];
  readonly total: number;
  onOpen(traceId: string): void;
}): ReactNode {
  const [order, setOrder] = useState<Order>('time');
  const [count, setCount] = useState(shownAtOnce);
  const sorted = [...props.traces].sort(sorters[order]);
  const longest = Math.max(1, ...props.traces.map((trace) => trace.durationMs));
  const heading = (value: Order, text: string): ReactNode => (
    <th scope="col" aria-sort={order === value ? 'descending' : 'none'}>
      <button type="button" onClick={() => setOrder(value)}>
        {text}
        {order === value ? ' v' : ''}
      </button>
    </th>
  );
  return (
    <>
      <table className="fd-table fd-trace-list">
        <thead>
          <tr>
            {heading('time', 'Time')}
            <th scope="col">Service and operation</th>
            {heading('duration', 'Duration')}
            {heading('spans', 'Spans')}
            <th scope="col">Errors</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, count).map((trace) => (
            <tr key={trace.traceId}>
              <td>{formatTimeMs(trace.startMs)}</td>
              <td>
                <button type="button" className="fd-trace-open" onClick={() => props.onOpen(trace.traceId)}>
                  <span className="fd-dot" style={{ background: serviceColor(trace.rootService) }} />
                  {trace.rootService} <strong>{trace.rootOperation}</strong>
                </button>
              </td>
              <td className="fd-trace-duration">
                <span>{formatDuration(trace.durationMs)}</span>
                <span className="fd-trace-length" style={{ width: `${(trace.durationMs / longest) * 100}%` }} />
              </td>
              <td>{trace.spanCount}</td>
              <td className={trace.errorCount > 0 ? 'fd-bad' : 'fd-dim'}>{trace.errorCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="fd-dim fd-trace-foot">
        {props.traces.length < props.total
          ? `${props.traces.length} of ${props.total.toLocaleString('en-GB')} matching traces: an even sample over the window, and those with errors. Narrow the search to see the others.`
          : ''}{' '}
        {sorted.length > count ? (
          <button type="button" className="fd-link" onClick={() => setCount(count + shownAtOnce)}>
            Show {Math.min(shownAtOnce, sorted.length - count)} more
          </button>
        ) : null}
      </p>
    </>
  );
}
