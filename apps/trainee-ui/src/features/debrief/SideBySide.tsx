import type { Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { formatElapsed } from '../../model/format.ts';
import { type Row, rowsOf } from './sideBySide.ts';

/** How the author solves it, beside what the team did: both on the work clock. */
export function SideBySide(props: { readonly debrief: Debrief }): ReactNode {
  return (
    <div className="fd-side-by-side">
      <Column title="How it can be done" rows={props.debrief.solution} />
      <Column title="How you did it" rows={rowsOf(props.debrief)} />
    </div>
  );
}

function Column(props: { readonly title: string; readonly rows: readonly Row[] }): ReactNode {
  return (
    <div>
      <h4>{props.title}</h4>
      <ol className="fd-plain">
        {props.rows.map(({ workMs, lane, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
          <li key={index}>
            <span className="fd-dim">{formatElapsed(workMs)}</span>
            <span>
              <span className="fd-tag">{lane}</span> {text}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
