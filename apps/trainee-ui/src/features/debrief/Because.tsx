import type { ReactNode } from 'react';
import { formatTime } from '../../model/format.ts';
import { useMoment } from './moment.tsx';

/** More are a habit, and a few of them show it. */
const most = 4;

/** The events that something rests on: each leads to its second of the replay. */
export function Because(props: { readonly seqs: readonly number[] }): ReactNode {
  const { deedOf, replay } = useMoment();
  const deeds = [...new Set(props.seqs.flatMap((seq) => deedOf(seq) ?? []))];
  if (deeds.length === 0) return null;
  return (
    <ul className="fd-plain fd-events">
      {deeds.slice(0, most).map((deed) => (
        <li key={deed.seq}>
          <button type="button" className="fd-event" title="Show it in the replay" onClick={() => replay(deed.seq)}>
            <span className="fd-event-time">{formatTime(deed.incidentMs)}</span>
            <span>
              {deed.author} {deed.text}
            </span>
          </button>
        </li>
      ))}
      {deeds.length > most ? <li className="fd-dim">and {deeds.length - most} more</li> : null}
    </ul>
  );
}
