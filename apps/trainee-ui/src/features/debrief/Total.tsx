import type { Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { significant } from '../../model/format.ts';

export function Total(props: { readonly debrief: Debrief }): ReactNode {
  const { total, max, passed, assisted } = props.debrief;
  return (
    <p className="fd-total">
      <b>{significant(total)}</b> of {significant(max)} points
      <span className="fd-dim"> {passed ? 'passed' : assisted ? 'assisted' : 'not passed'}</span>
    </p>
  );
}
