import type { ReactNode } from 'react';
import { formatDuration, formatTime, formatTimeUtc } from '../../../model/format.ts';
import type { Of } from './kinds.ts';

export function TracesThen(props: { readonly panel: Of<'traces'> }): ReactNode {
  const { service, operation, fromMs, toMs, total, traces } = props.panel;
  const what = [service, operation].filter((part) => part !== '').join(' ');
  return (
    <figure className="fd-then">
      <figcaption className="fd-dim">
        {total.toLocaleString('en')} traces {what === '' ? '' : `of ${what} `}from {formatTime(fromMs)} to{' '}
        {formatTimeUtc(toMs)}
        {traces.length === 0 ? '' : ', the slowest:'}
      </figcaption>
      <ul className="fd-plain fd-then-rows">
        {traces.map(({ traceId, startMs, durationMs, rootService, rootOperation, errorCount }) => (
          <li key={traceId}>
            <span className="fd-then-time">{formatTime(startMs)}</span>
            <span>{formatDuration(durationMs)}</span>
            <span>{rootService}</span>
            <span className="fd-then-text">
              {rootOperation}
              {errorCount > 0 ? (
                <span className="fd-bad"> {errorCount === 1 ? '1 error' : `${errorCount} errors`}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
