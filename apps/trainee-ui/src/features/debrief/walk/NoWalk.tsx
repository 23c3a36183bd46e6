import { components, type Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { labelOf } from '../Truth.tsx';

/** Why there is no request to walk through. */
export function NoWalk(props: { readonly truth: Debrief['truth'] }): ReactNode {
  return (
    <p className="fd-dim">
      No request shows it: of those that were traced none spent clearly more time at{' '}
      {labelOf(components, props.truth.component)} than such requests do in a healthy shop. It shows in how many there
      were of something, not in how long one took.
    </p>
  );
}
