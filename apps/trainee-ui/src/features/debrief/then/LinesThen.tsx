import type { ReactNode } from 'react';
import { formatTime, formatTimeUtc } from '../../../model/format.ts';
import type { Of } from './kinds.ts';

export function LinesThen(props: { readonly panel: Of<'log'> }): ReactNode {
  const { query, fromMs, toMs, total, rows } = props.panel;
  return (
    <figure className="fd-then">
      <figcaption className="fd-dim">
        <span className="fd-mono">{query}</span> {total.toLocaleString('en')} {total === 1 ? 'line' : 'lines'} from{' '}
        {formatTime(fromMs)} to {formatTimeUtc(toMs)}
        {total > rows.length ? `, the newest ${rows.length}` : ''}
      </figcaption>
      <ul className="fd-plain fd-then-rows">
        {rows.map(({ id, timeMs, level, service, message }) => (
          <li key={id}>
            <span className="fd-then-time">{formatTime(timeMs)}</span>
            <span data-level={level} className="fd-then-level">
              {level}
            </span>
            <span>{service}</span>
            <span className="fd-then-text">{message}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
