/** Things done in another order, or at another moment. */
import type { Kind } from '../record.ts';
import { inOrder } from '../record.ts';
import { at, beside, capital, type Edit, lookSeconds, moved, named, type Original } from './edit.ts';

/** Code that waits for a hypothesis, and a hypothesis that comes before code. A visit to the code moves as one. */
export function* ofOrder({ entries }: Original): Generator<Edit> {
  const code = entries.filter(({ kind }) => kind === 'code');
  const firstCode = code[0];
  if (!firstCode) return;
  for (const entry of entries) {
    if (entry.kind === 'hypothesis') {
      const visit = code.filter(({ t }) => t <= entry.t);
      if (visit.length > 0) {
        yield moved(
          entries,
          visit,
          entry,
          beside,
          `Had code waited from #${firstCode.seq} until after the lock #${entry.seq}`,
        );
        yield moved(entries, [entry], firstCode, -beside, `${capital(named(entry))} before ${named(firstCode)}`);
      } else yield moved(entries, [entry], firstCode, -beside, `${capital(named(entry))} later, right before code`);
    }
    if (entry.kind === 'pin' && entry.t >= firstCode.t)
      yield moved(entries, [entry], firstCode, -beside, `${capital(named(entry))} before ${named(firstCode)}`);
  }
}

/** Checks, last looks and answers that came at the wrong moment. */
export function* ofMoment({ entries }: Original): Generator<Edit> {
  const answers = entries.filter(({ kind }) => kind === 'answer');
  const last = answers.at(-1);
  const locks = entries.filter(({ kind }) => kind === 'hypothesis');
  for (const entry of entries) {
    if (entry.kind === 'contradiction' && last && entry.t > last.t)
      yield moved(entries, [entry], last, -beside, `${capital(named(entry))} before ${named(last)}`);
    if (entry.kind === 'check') {
      const query = entries.findLast(
        (other) => other.kind === 'query' && other.signal === entry.signal && other.t <= entry.t,
      );
      if (query)
        yield moved(entries, [entry], query, beside, `${capital(named(entry))} right after the query #${query.seq}`);
      const lock = locks.at(-1);
      if (lock && lock.t > entry.t)
        yield moved(entries, [entry], lock, beside, `${capital(named(entry))} after ${named(lock)}`);
    }
    if (entry.kind === 'pin') {
      const seen = entries.find(
        (other) => (other.kind === 'query' || other.kind === 'view') && other.signal === entry.signal,
      );
      if (seen && seen.t <= entry.t && (entry.wall ?? entry.t) - (seen.wall ?? seen.t) < lookSeconds)
        yield moved(entries, [entry], seen, lookSeconds, `${capital(named(entry))} after a longer look`);
    }
  }
}

const telling: ReadonlySet<Kind> = new Set([
  'answer',
  'check',
  'code',
  'contradiction',
  'hypothesis',
  'pin',
  'timeline',
]);

export function* swaps({ entries }: Original): Generator<Edit> {
  const order = entries.filter(({ kind }) => telling.has(kind));
  for (const [index, first] of order.entries()) {
    const second = order[index + 1];
    if (!second || second.kind === first.kind) continue;
    const exchanged = entries.map((entry) =>
      entry === first ? at(first, second, 0) : entry === second ? at(second, first, 0) : entry,
    );
    yield {
      text: `${capital(named(second))} before ${named(first)}`,
      record: inOrder(exchanged),
      seqs: [first.seq, second.seq],
    };
  }
}
