/** What single change of a run would have gained most, found by scoring the changed run. */
import type { ScoreLine } from '@firedrill/protocol';
import { editsOf } from './edits/index.ts';
import type { RubricKey } from './key.ts';
import type { RecordEntry } from './record.ts';
import { type Scored, type ScoreOptions, scoreRecord } from './score.ts';

/** Keeps the work bounded however long a run was. */
const mostEdits = 400;
/** Less is not worth a sentence. */
const leastGain = 0.25;

export interface Gain {
  readonly text: string;
  readonly gain: number;
  readonly seqs: readonly number[];
}

export interface Explained extends Scored {
  /** Of the whole score; null when no single change gains anything worth saying. */
  readonly best: Gain | null;
}

const nameOf = ({ dim, rule }: ScoreLine): string => `${dim} ${rule}`;
const points = (gain: number): string => String(Math.round(gain * 10) / 10);

/** The score, and on each line that is not full what would have gained most there without costing elsewhere. */
export function explainRecord(record: readonly RecordEntry[], key: RubricKey, options: ScoreOptions = {}): Explained {
  const scored = scoreRecord(record, key, options);
  const gains = new Map<string, Gain>();
  let best: Gain | null = null;
  for (const { text, record: edited, seqs } of editsOf(record, key, mostEdits)) {
    const other = scoreRecord(edited, key, options);
    const total = other.total - scored.total;
    if (total < leastGain) continue;
    if (total > (best?.gain ?? 0)) best = { text, gain: total, seqs };
    const after = new Map(other.lines.map((line) => [nameOf(line), line.got]));
    for (const line of scored.lines) {
      // A hint that was not taken has no line at all.
      const gain = (after.get(nameOf(line)) ?? 0) - line.got;
      if (gain >= leastGain && gain > (gains.get(nameOf(line))?.gain ?? 0))
        gains.set(nameOf(line), { text, gain, seqs });
    }
  }
  const lines = scored.lines.map((line) => {
    const gain = gains.get(nameOf(line));
    return gain ? { ...line, missed: `${gain.text}: ${points(gain.gain)} more.` } : line;
  });
  return { ...scored, lines, best };
}
