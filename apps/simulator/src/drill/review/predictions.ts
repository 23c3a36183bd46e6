/** What was predicted, how much it risked, and what came of it. */
import type { Debrief, Hypothesis } from '@firedrill/protocol';
import { judgeReading } from '../../evidence/index.ts';
import type { Entry } from '../../journal/index.ts';
import { type Findings, pairOf, predictedIn, sharpness } from '../../score/index.ts';
import type { Run } from './run.ts';

type Judged = Debrief['predictions'][number];
type Said = Hypothesis['predictions'][number];

interface Locked {
  readonly seq: number;
  readonly hypothesis: Hypothesis;
  readonly prediction: Said;
}

/** Each once, with the last hypothesis that makes it. */
function lockedOnes(journal: readonly Entry[]): Locked[] {
  const found = new Map<string, Locked>();
  for (const { seq, data } of journal) {
    if (data.type !== 'hypothesis.locked') continue;
    const { hypothesis } = data;
    for (const prediction of hypothesis.predictions)
      found.set(JSON.stringify([prediction.id, prediction.query, prediction.window, prediction.outcome]), {
        seq,
        hypothesis,
        prediction,
      });
  }
  return [...found.values()];
}

function checkOf(journal: readonly Entry[], { id, query }: Said): Judged['check'] {
  const asked = JSON.stringify(query);
  const at = journal.findLastIndex(
    ({ data }) =>
      data.type === 'prediction.checked' && data.predictionId === id && JSON.stringify(data.query) === asked,
  );
  const check = journal[at];
  if (check?.data.type !== 'prediction.checked') return null;
  const verdict = journal
    .slice(at)
    .findLast(({ data }) => data.type === 'prediction.judged' && data.predictionId === id)?.data;
  return {
    seq: check.seq,
    found: check.data.found,
    said: verdict?.type === 'prediction.judged' ? verdict.verdict : null,
  };
}

export function predictionsOf({ journal, book, key }: Run, findings: Findings): Judged[] {
  return lockedOnes(journal).map(({ seq, hypothesis, prediction }) => {
    const { text, outcome } = prediction;
    const { component, mechanism } = hypothesis.slots;
    const world = key.worldOf[pairOf(component?.value, mechanism?.value)] ?? null;
    const signal = predictedIn(book, findings, prediction);
    const outcomeIn = (name: string): string => signal?.outcomes[name] ?? 'unclear';
    const verdict = judgeReading(outcome, outcomeIn('true'));
    return {
      seq,
      text,
      outcome,
      came: outcomeIn('true'),
      verdict: verdict === 'unclear' ? 'unclear' : verdict === 'right' ? 'held' : 'failed',
      follows: world === null || !signal ? null : judgeReading(outcome, outcomeIn(world)) === 'right',
      sharpness: world === null || !signal ? null : sharpness(key, { signal: signal.id, outcome }, world),
      check: checkOf(journal, prediction),
    };
  });
}
