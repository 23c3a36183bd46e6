import type { Debrief, Mark } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { formatElapsed } from '../../model/format.ts';
import { deedAnchor } from './lanes.ts';

const words: Readonly<Record<Mark['id'], string>> = {
  encounter: 'first seen',
  investigate: 'first pinned as evidence',
  assert: 'first named',
  exonerate: 'dropped',
  recover: 'named again',
};

/** When the team met the component that it was, by the work clock. */
export function Marks(props: { readonly marks: Debrief['marks'] }): ReactNode {
  return (
    <dl className="fd-truth">
      {props.marks.map(({ id, seq, workMs }) => (
        <div key={id}>
          <dt>{words[id]}</dt>
          <dd>
            {workMs === null ? (
              'never'
            ) : seq === null ? (
              formatElapsed(workMs)
            ) : (
              <a href={`#${deedAnchor(seq)}`}>{formatElapsed(workMs)}</a>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
