import type { Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { CheckIcon, CrossIcon } from '../../components/icons.tsx';

/** Whether the run passed, and what it must have for that. */
export function Gates(props: { readonly debrief: Debrief }): ReactNode {
  const { gates, passed, assisted } = props.debrief;
  return (
    <>
      <p>
        <b>{passed ? 'Passed.' : assisted ? 'Passed with help.' : 'Not passed.'}</b> It takes 60 points, and each of
        these:
      </p>
      <ul className="fd-plain fd-verdicts">
        {gates.map(({ id, met, why }) => (
          <li key={id} data-verdict={met ? 'right' : 'wrong'}>
            <span className="fd-verdict">
              {met ? <CheckIcon size={12} /> : <CrossIcon size={12} />}
              {met ? 'met' : 'not met'}
            </span>
            <div>{why}</div>
          </li>
        ))}
      </ul>
    </>
  );
}
