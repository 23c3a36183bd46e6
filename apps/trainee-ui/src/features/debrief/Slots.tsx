import { creditLabel, type Debrief, slotLabel, slotSaid } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { formatTimeUtc } from '../../model/format.ts';

const marks = (credit: number): string => (credit >= 1 ? 'right' : credit > 0 ? 'unclear' : 'wrong');

/** What the last answer said, part by part. */
export function Slots(props: { readonly slots: Debrief['slots'] }): ReactNode {
  if (props.slots.length === 0) return <p className="fd-dim">No answer was submitted.</p>;
  return (
    <ul className="fd-plain fd-verdicts">
      {props.slots.map((verdict) => (
        <li key={verdict.slot} data-verdict={marks(verdict.credit)}>
          <span className="fd-verdict">{creditLabel(verdict.credit)}</span>
          <div>
            <span className="fd-dim fd-first-letter">{slotLabel(verdict.slot)}:</span>{' '}
            {slotSaid(verdict, formatTimeUtc)}
          </div>
        </li>
      ))}
    </ul>
  );
}
