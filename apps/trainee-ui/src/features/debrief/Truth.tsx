import { components, type Debrief, mechanisms } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { formatTimeUtc } from '../../model/format.ts';

export const labelOf = (items: readonly { readonly id: string; readonly label: string }[], id: string): string =>
  items.find((item) => item.id === id)?.label ?? id;

/** What it was, in one paragraph. */
export function Truth(props: { readonly truth: Debrief['truth'] }): ReactNode {
  const { truth } = props;
  return (
    <>
      <p className="fd-debrief-text">{truth.summary}</p>
      <dl className="fd-truth">
        <div>
          <dt>Began</dt>
          <dd>{formatTimeUtc(truth.onsetMs)}</dd>
        </div>
        <div>
          <dt>Component</dt>
          <dd>{labelOf(components, truth.component)}</dd>
        </div>
        <div>
          <dt>Mechanism</dt>
          <dd>{labelOf(mechanisms, truth.mechanism)}</dd>
        </div>
      </dl>
    </>
  );
}
