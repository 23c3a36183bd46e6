import type { ReactNode } from 'react';
import { CheckIcon, CrossIcon } from '../../components/icons.tsx';

/** A line of a list of verdicts: marked by icon, word and colour. */
export function Verdict(props: {
  readonly mark: 'right' | 'wrong' | 'unclear';
  readonly word: string;
  readonly children: ReactNode;
}): ReactNode {
  const { mark, word, children } = props;
  return (
    <li data-verdict={mark}>
      <span className="fd-verdict">
        {mark === 'right' ? <CheckIcon size={12} /> : null}
        {mark === 'wrong' ? <CrossIcon size={12} /> : null}
        {word}
      </span>
      <div>{children}</div>
    </li>
  );
}
