/** The article's time boxes, read from what people did: a phase ends where the next one's work begins. */
import type { Entry } from '../../journal/index.ts';
import { factsOf, type RecordEntry, type RubricKey } from '../rubric/index.ts';

const ofSearch: ReadonlySet<string> = new Set(['log.queried', 'trace.searched', 'trace.opened']);

interface Boundary {
  readonly phase: string;
  readonly end: { readonly seq: number; readonly t: number } | null | undefined;
}

/** Only phases that were begun in their turn and ended count. */
export function phasesOf(journal: readonly Entry[], record: readonly RecordEntry[], key: RubricKey): RecordEntry[] {
  const facts = factsOf(record, key);
  const at = (seq: number | undefined) => record.find((entry) => entry.seq === seq);
  const searched = journal.find(({ data }) => ofSearch.has(data.type));
  const boundaries: Boundary[] = [
    { phase: '', end: record.find(({ kind }) => kind === 'other') },
    { phase: 'establish', end: at(searched?.seq) },
    { phase: 'hypothesise', end: facts.lock },
    { phase: 'scope', end: facts.firstCode },
    { phase: 'code', end: facts.entries.find(({ kind }) => kind === 'contradiction') },
    { phase: 'confirm', end: facts.answers[0] },
  ];
  return boundaries.flatMap(({ phase, end }, index): RecordEntry[] => {
    const begin = boundaries[index - 1]?.end;
    if (!begin || !end || end.t < begin.t) return [];
    return [{ seq: end.seq, t: end.t, kind: 'phase', phase, seconds: end.t - begin.t }];
  });
}
