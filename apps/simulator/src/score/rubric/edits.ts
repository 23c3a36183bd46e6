/** Runs that differ from a record in one thing: something left out, moved, or exchanged with its neighbour. */
import { inOrder, type Kind, type RecordEntry } from './record.ts';

export interface Edit {
  /** Completes "..., and this would have earned n more". */
  readonly text: string;
  readonly record: readonly RecordEntry[];
  readonly seqs: readonly number[];
}

/** Seconds between two things of which one is put right before or after the other. */
const beside = 0.001;
/** Somebody who looks at once has looked for this long when they pin. */
const lookSeconds = 3;

const nameOf: Readonly<Record<Kind, string>> = {
  action: 'the action',
  answer: 'submitting',
  check: 'checking the prediction',
  code: 'opening code',
  contradiction: 'the look for a contradiction',
  hint: 'the hint',
  hypothesis: 'locking the hypothesis',
  other: 'this',
  phase: 'the phase',
  pin: 'the pin',
  query: 'the query',
  recovery: 'verifying the recovery',
  timeline: 'the timeline entry',
  view: 'the view',
  withdrawal: 'the withdrawal',
};
const named = ({ kind, seq }: RecordEntry): string => `${nameOf[kind]} #${seq}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const at = (entry: RecordEntry, target: RecordEntry, seconds: number): RecordEntry => ({
  ...entry,
  t: target.t + seconds,
  ...(target.wall === undefined ? {} : { wall: target.wall + seconds }),
});

/** `seconds` after the target: negative is before it. */
function moved(
  entries: readonly RecordEntry[],
  moving: readonly RecordEntry[],
  target: RecordEntry,
  seconds: number,
  text: string,
): Edit {
  const record = inOrder(entries.map((entry) => (moving.includes(entry) ? at(entry, target, seconds) : entry)));
  return { text, record, seqs: [...moving.map(({ seq }) => seq), target.seq] };
}

const droppable: ReadonlySet<Kind> = new Set(['action', 'answer', 'check', 'code', 'hint', 'hypothesis', 'pin']);

function* drops(entries: readonly RecordEntry[]): Generator<Edit> {
  for (const entry of entries) {
    if (!droppable.has(entry.kind)) continue;
    yield {
      text: `Without ${named(entry)}`,
      record: entries.filter((other) => other !== entry),
      seqs: [entry.seq],
    };
  }
}

/** Code that waits for a hypothesis, and a hypothesis that comes before code. A visit to the code moves as one. */
function* ofOrder(entries: readonly RecordEntry[]): Generator<Edit> {
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
function* ofMoment(entries: readonly RecordEntry[]): Generator<Edit> {
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

function* swaps(entries: readonly RecordEntry[]): Generator<Edit> {
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

/** Those that a person would think of first come first; no more than `most`. */
export function* editsOf(record: readonly RecordEntry[], most: number): Generator<Edit> {
  const entries = inOrder(record);
  let count = 0;
  for (const some of [ofOrder, ofMoment, drops, swaps])
    for (const edit of some(entries)) {
      if (count++ >= most) return;
      yield edit;
    }
}
