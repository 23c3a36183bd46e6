import {
  components,
  type Debrief,
  mechanisms,
  recoveries,
  resources,
  type SlotVerdict,
  slotLabel,
} from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { formatTimeUtc } from '../../model/format.ts';

const catalogue = [...components, ...resources, ...mechanisms, ...recoveries];

function wordsOf({ slot, said }: SlotVerdict): string {
  if (said === null) return 'nothing';
  if (slot === 'symptom') return Number.isFinite(Number(said)) ? formatTimeUtc(Number(said)) : said;
  if (slot === 'blastRadius') return said.split(',').join(', ');
  if (slot === 'trigger') return 'what was chosen from the change feed';
  return catalogue.find(({ id }) => id === said)?.label ?? said;
}

const words = (credit: number): string => (credit >= 1 ? 'right' : credit > 0 ? 'partly' : 'wrong');
const marks = (credit: number): string => (credit >= 1 ? 'right' : credit > 0 ? 'unclear' : 'wrong');

/** What the last answer said, part by part. */
export function Slots(props: { readonly slots: Debrief['slots'] }): ReactNode {
  if (props.slots.length === 0) return <p className="fd-dim">No answer was submitted.</p>;
  return (
    <ul className="fd-plain fd-verdicts">
      {props.slots.map((verdict) => (
        <li key={verdict.slot} data-verdict={marks(verdict.credit)}>
          <span className="fd-verdict">{words(verdict.credit)}</span>
          <div>
            <span className="fd-dim fd-first-letter">{slotLabel(verdict.slot)}:</span> {wordsOf(verdict)}
          </div>
        </li>
      ))}
    </ul>
  );
}
