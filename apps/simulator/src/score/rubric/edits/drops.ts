/** Things left undone. */
import type { Kind } from '../record.ts';
import { type Edit, named, type Original } from './edit.ts';

const droppable: ReadonlySet<Kind> = new Set(['action', 'answer', 'check', 'code', 'hint', 'hypothesis', 'pin']);

export function* drops({ entries }: Original): Generator<Edit> {
  for (const entry of entries) {
    if (!droppable.has(entry.kind)) continue;
    yield {
      text: `Without ${named(entry)}`,
      record: entries.filter((other) => other !== entry),
      seqs: [entry.seq],
    };
  }
}
