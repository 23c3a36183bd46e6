/** The score of a drill: a pure function of its journal and the key. */
import type { ScoreLine } from '@firedrill/protocol';
import type { Entry } from '../journal/index.ts';
import { precision, timeline } from './evidence.ts';
import type { AnswerKey } from './key.ts';
import { modalitiesBeforeCode, readyBeforeCode } from './order.ts';
import { recordOf } from './record.ts';

const rounded = (line: ScoreLine): ScoreLine => ({ ...line, got: Math.round(line.got * 10) / 10 });

export function score(journal: readonly Entry[], key: AnswerKey): ScoreLine[] {
  const record = recordOf(journal, key);
  return [readyBeforeCode(record), modalitiesBeforeCode(record), precision(record), timeline(record, key)].map(rounded);
}
