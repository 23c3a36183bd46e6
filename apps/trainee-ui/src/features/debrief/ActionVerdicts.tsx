import type { Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { CheckIcon, CrossIcon } from '../../components/icons.tsx';

const words = { fits: 'helped', nothing: 'no effect', harmful: 'did harm' } as const;
/** As evidence is marked: by icon, word and colour. */
const marks = { fits: 'right', nothing: 'unclear', harmful: 'wrong' } as const;

/** What each action changed, against the same shop without it. */
export function ActionVerdicts(props: { readonly actions: Debrief['actions'] }): ReactNode {
  if (props.actions.length === 0) return <p className="fd-dim">You did nothing to the system.</p>;
  return (
    <ul className="fd-plain fd-verdicts">
      {props.actions.map(({ seq, text, verdict, why }) => (
        <li key={seq} data-verdict={marks[verdict]}>
          <span className="fd-verdict">
            {verdict === 'fits' ? <CheckIcon size={12} /> : null}
            {verdict === 'harmful' ? <CrossIcon size={12} /> : null}
            {words[verdict]}
          </span>
          <div>
            <b>{text}</b>
            <div className="fd-dim">{why}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}
