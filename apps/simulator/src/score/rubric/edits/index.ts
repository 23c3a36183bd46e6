/** Runs that differ from a record in one thing: something left out, moved, exchanged with its neighbour, said otherwise, or done besides. */
import { factsOf } from '../facts.ts';
import type { RubricKey } from '../key.ts';
import type { RecordEntry } from '../record.ts';
import { checks } from './checks.ts';
import { closings } from './close.ts';
import { drops } from './drops.ts';
import type { Edit, Editor } from './edit.ts';
import { citations, firstLock, predictions, rejections } from './hypothesis.ts';
import { ofMoment, ofOrder, swaps } from './order.ts';
import { morePins, readings } from './pins.ts';
import { ofTime, timeline } from './timeline.ts';

export type { Edit } from './edit.ts';

/** What a person would think of first comes first: of equal gains the first is told. */
const editors: readonly Editor[] = [
  ofOrder,
  ofMoment,
  firstLock,
  closings,
  checks,
  morePins,
  readings,
  predictions,
  rejections,
  citations,
  timeline,
  ofTime,
  drops,
  swaps,
];

/** No more than `most`, of which each kind has its share; what one kind leaves the others have. */
export function* editsOf(record: readonly RecordEntry[], key: RubricKey, most: number): Generator<Edit> {
  const facts = factsOf(record, key);
  const original = { entries: facts.entries, key, facts };
  let going = editors.map((editor) => editor(original));
  let count = 0;
  while (going.length > 0) {
    const left: Generator<Edit>[] = [];
    for (const edits of going) {
      const next = edits.next();
      if (next.done) continue;
      if (count++ >= most) return;
      yield next.value;
      left.push(edits);
    }
    going = left;
  }
}
