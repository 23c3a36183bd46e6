import type { ReactNode } from 'react';
import { partAnchor } from './lanes.ts';

export interface Part {
  readonly id: string;
  readonly title: string;
  /** As the contents name it. */
  readonly short: string;
  readonly body: ReactNode;
}

/** Always in view, so that nothing has to be read past to be found. */
export function Contents(props: { readonly parts: readonly Part[] }): ReactNode {
  return (
    <nav className="fd-contents" aria-label="Parts of the debrief">
      {props.parts.map(({ id, short }) => (
        <a key={id} href={`#${partAnchor(id)}`}>
          {short}
        </a>
      ))}
    </nav>
  );
}
