/** Five instants of the component that was it. */
import type { Mark } from '@firedrill/protocol';
import type { Entry } from '../../journal/index.ts';
import { componentsSeen, type Run } from './run.ts';

export function marksOf(run: Run): Mark[] {
  const { journal, scenario, facts } = run;
  const { component } = scenario.truth;
  const locks = journal.filter(({ data }) => data.type === 'hypothesis.locked');
  const blames = ({ data }: Entry): boolean =>
    data.type === 'hypothesis.locked' && data.hypothesis.slots.component?.value === component;
  const good = new Set(facts.good.map(({ seq }) => seq));
  const names = (entry: Entry): boolean => componentsSeen(run, entry).includes(component);
  const first = locks.find(blames);
  const dropped = first && locks.find((lock) => lock.seq > first.seq && !blames(lock));
  const again = dropped && locks.find((lock) => lock.seq > dropped.seq && blames(lock));
  const mark = (id: Mark['id'], entry: Entry | undefined): Mark => ({
    id,
    seq: entry?.seq ?? null,
    workMs: entry?.workMs ?? null,
  });
  return [
    mark('encounter', journal.find(names)),
    mark(
      'investigate',
      journal.find((entry) => good.has(entry.seq) && names(entry)),
    ),
    mark('assert', first),
    mark('exonerate', dropped),
    mark('recover', again),
  ];
}
