/** A run that differs from the one that was in one thing. */
import type { Facts } from '../facts.ts';
import type { RubricKey } from '../key.ts';
import { inOrder, type Kind, type RecordEntry } from '../record.ts';

export interface Edit {
  /** Completes "..., and this would have earned n more". */
  readonly text: string;
  readonly record: readonly RecordEntry[];
  readonly seqs: readonly number[];
}

/** The run that is changed. */
export interface Original {
  readonly entries: readonly RecordEntry[];
  readonly key: RubricKey;
  readonly facts: Facts;
}

export type Editor = (original: Original) => Generator<Edit>;

/** Seconds between two things of which one is put right before or after the other. */
export const beside = 0.001;
/** Somebody who looks at once has looked for this long when they pin. */
export const lookSeconds = 3;

const nameOf: Readonly<Record<Kind, string>> = {
  action: 'the action',
  answer: 'submitting',
  check: 'checking the prediction',
  code: 'opening code',
  contradiction: 'the look for a contradiction',
  hint: 'the hint',
  hypothesis: 'locking the hypothesis',
  // It is only named where nothing comes after it.
  other: 'the end',
  phase: 'the phase',
  pin: 'the pin',
  query: 'the query',
  recovery: 'verifying the recovery',
  timeline: 'the timeline entry',
  view: 'the view',
  withdrawal: 'the withdrawal',
};
export const named = ({ kind, seq }: RecordEntry): string => `${nameOf[kind]} #${seq}`;
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const at = (entry: RecordEntry, target: RecordEntry, seconds: number): RecordEntry => ({
  ...entry,
  t: target.t + seconds,
  ...(target.wall === undefined ? {} : { wall: target.wall + seconds }),
});

/** `seconds` after the target: negative is before it. */
export function moved(
  entries: readonly RecordEntry[],
  moving: readonly RecordEntry[],
  target: RecordEntry,
  seconds: number,
  text: string,
): Edit {
  const record = inOrder(entries.map((entry) => (moving.includes(entry) ? at(entry, target, seconds) : entry)));
  return { text, record, seqs: [...moving.map(({ seq }) => seq), target.seq] };
}

/** With one entry in place of another. */
export function changed({ entries }: Original, old: RecordEntry, fresh: RecordEntry, text: string): Edit {
  return { text, record: entries.map((entry) => (entry === old ? fresh : entry)), seqs: [old.seq] };
}

/** With more. */
export function added(
  { entries }: Original,
  fresh: readonly RecordEntry[],
  text: string,
  seqs: readonly number[],
): Edit {
  return { text, record: inOrder([...entries, ...fresh]), seqs };
}
