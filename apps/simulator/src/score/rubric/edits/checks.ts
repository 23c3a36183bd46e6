/** Predictions of the final hypothesis that could have been checked. */
import { titleOf } from '../facts.ts';
import { verdictOn } from '../worlds.ts';
import { added, at, beside, type Edit, named, type Original } from './edit.ts';

/** A check runs its query and comes right after the lock. */
export function* checks(original: Original): Generator<Edit> {
  const { key, facts } = original;
  const { last } = facts;
  if (!last) return;
  for (const signal of new Set(last.predictions.map((one) => one.signal))) {
    const own = last.predictions.filter((one) => one.signal === signal);
    const verdicts = own.map(({ outcome }) => verdictOn(key, signal, outcome));
    if (verdicts.includes('unclear')) continue;
    const result = verdicts.includes('wrong') ? 'failed' : 'held';
    const query = at({ seq: last.seq, t: 0, kind: 'query', signal }, last, beside);
    const check = at({ seq: last.seq, t: 0, kind: 'check', signal, result }, last, 2 * beside);
    const text = `Checking "${titleOf(facts, signal)}" after ${named(last)}, and seeing that it ${result}`;
    yield added(original, [query, check], text, [last.seq]);
  }
}
