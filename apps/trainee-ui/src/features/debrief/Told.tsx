import type { ReactNode } from 'react';
import { formatTime } from '../../model/format.ts';
import { useMoment } from './moment.tsx';

/** A sentence that names entries by their numbers: each is told by its time, and leads to it. */
export function Told(props: { readonly text: string }): ReactNode {
  const { deedOf, replay } = useMoment();
  return props.text.split(/(#\d+)/).map((part, index) => {
    const deed = /^#\d+$/.test(part) ? deedOf(Number(part.slice(1))) : null;
    if (deed === null) return part;
    return (
      <button
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence keep their order.
        key={index}
        type="button"
        className="fd-event-time"
        title={`${deed.author} ${deed.text}`}
        onClick={() => replay(deed.seq)}
      >
        {formatTime(deed.incidentMs)}
      </button>
    );
  });
}
