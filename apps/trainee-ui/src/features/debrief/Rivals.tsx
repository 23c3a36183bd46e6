import { components, type Debrief, mechanisms, type TellingApart } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { labelOf } from './Truth.tsx';
import { Verdict } from './Verdict.tsx';

const sources: Readonly<Record<TellingApart['from'], string>> = {
  pinned: 'You pinned',
  seen: 'You saw it and did not pin it',
  unseen: 'Nobody looked at it',
};

/** What else it could have been, and what told each from the truth, or would have. */
export function Rivals(props: { readonly rivals: Debrief['rivals'] }): ReactNode {
  return (
    <>
      <p>
        An explanation is <b>ruled out</b> where a right pin of yours shows what it would not, and <b>open</b> where
        none does: there it says what would have told it apart.
      </p>
      <ul className="fd-plain fd-verdicts">
        {props.rivals.map(({ title, component, mechanism, summary, ruledOutBy, toldApartBy }) => {
          const isOut = ruledOutBy.length > 0;
          return (
            <Verdict
              key={`${title} ${component} ${mechanism}`}
              mark={isOut ? 'right' : 'unclear'}
              word={isOut ? 'ruled out' : 'open'}
            >
              <b>{title}</b>{' '}
              <span className="fd-dim">
                {labelOf(components, component)}, {labelOf(mechanisms, mechanism)}
              </span>
              <div>{summary}</div>
              <ul className="fd-plain fd-apart">
                {toldApartBy.map(({ from, text, query }) => (
                  <li key={text}>
                    <span className="fd-dim">{sources[from]}:</span> {text}
                    {query === '' ? null : <code className="fd-mono fd-dim">{query}</code>}
                  </li>
                ))}
              </ul>
            </Verdict>
          );
        })}
      </ul>
    </>
  );
}
