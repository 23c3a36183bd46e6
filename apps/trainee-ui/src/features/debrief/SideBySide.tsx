import type { Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { formatElapsed } from '../../model/format.ts';

interface Row {
  readonly workMs: number;
  readonly lane: string;
  readonly text: string;
}

/** How the author solves it, beside what the team did: both on the work clock. */
export function SideBySide(props: { readonly debrief: Debrief }): ReactNode {
  const { solution, deeds } = props.debrief;
  return (
    <div className="fd-side-by-side">
      <Column title="How it can be done" rows={solution} />
      <Column title="How you did it" rows={deeds} />
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
            <span className="fd-dim">{formatElapsed(workMs)}</span> <span className="fd-tag">{lane}</span> {text}
          </li>
        ))}
      </ol>
    </div>
  );
}
