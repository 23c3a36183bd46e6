import type { ReactNode } from 'react';
import { formatTime } from '../../../model/format.ts';
import type { Of } from './kinds.ts';

export function ChangesThen(props: { readonly panel: Of<'changes'> }): ReactNode {
  const { changes } = props.panel;
  return (
    <figure className="fd-then">
      <figcaption className="fd-dim">
        {changes.length === 0 ? 'The change feed was empty.' : 'The change feed, newest first'}
      </figcaption>
      <ul className="fd-plain fd-then-rows">
        {changes.map(({ id, timeMs, kind, service, message }) => (
          <li key={id}>
            <span className="fd-then-time">{formatTime(timeMs)}</span>
            <span className="fd-then-level">{kind}</span>
            <span>{service}</span>
            <span className="fd-then-text">{message}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
