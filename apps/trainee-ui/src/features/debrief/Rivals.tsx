import type { Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';

/** What else it could have been, and what the team had against each. */
export function Rivals(props: { readonly rivals: Debrief['rivals'] }): ReactNode {
  return (
    <ul className="fd-plain fd-verdicts">
      {props.rivals.map(({ title, component, mechanism, summary, ruledOutBy }) => {
        const isOut = ruledOutBy.length > 0;
        return (
          <li key={`${title} ${component} ${mechanism}`} data-verdict={isOut ? 'right' : 'unclear'}>
            <span className="fd-verdict">{isOut ? 'ruled out' : 'open'}</span>
            <div>
              <b>{title}</b>{' '}
              <span className="fd-dim">
                {component}, {mechanism}
              </span>
              <div>{summary}</div>
              <div className="fd-dim">
                {isOut ? `Against it: ${ruledOutBy.join('; ')}.` : 'None of your evidence speaks against it.'}
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
