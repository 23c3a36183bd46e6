/** D4: the hypothesis is put at risk before it is believed. */
import type { ScoreLine } from '@firedrill/protocol';
import { entriesOf, type Facts, titleOf } from './facts.ts';
import { line, plural } from './line.ts';
import type { EntryOf } from './record.ts';
import { checkWithinSeconds } from './weights.ts';
import { contradicts, verdictOn, worldOf } from './worlds.ts';

const maxChecks = 4;
const maxUpdated = 3;
const maxTargeted = 4;
const maxContradiction = 4;
/** For having clicked it. */
const clickedOnly = 1;

/** Checks of the final hypothesis' predictions whose signal was just asked for and whose result was read right. */
function rightChecks(facts: Facts): EntryOf<'check'>[] {
  const { key, last, lockT, queries } = facts;
  return entriesOf(facts, 'check').filter(({ t, signal, result }) => {
    const asked = queries.some((query) => query.signal === signal && query.t <= t && t - query.t <= checkWithinSeconds);
    const own = last?.predictions.filter((prediction) => prediction.signal === signal) ?? [];
    const verdicts = own.map(({ outcome }) => verdictOn(key, signal, outcome));
    // What is not clear in the true world can neither hold nor fail.
    if (verdicts.includes('unclear')) return false;
    return t > lockT && asked && result === (verdicts.includes('wrong') ? 'failed' : 'held');
  });
}

function checked(facts: Facts, checks: readonly EntryOf<'check'>[]): ScoreLine {
  const signals = new Set(checks.map(({ signal }) => signal));
  return line('D4', 'predictions-checked', maxChecks, {
    got: 2 * signals.size,
    why: facts.lock
      ? `${plural(signals.size, 'prediction')} checked on what it names and read right; two are wanted.`
      : 'Without a ready hypothesis there is nothing to check.',
    because: checks.map(({ seq }) => seq),
  });
}

function updated({ key, last, good, endT }: Facts, checks: readonly EntryOf<'check'>[]): ScoreLine {
  const rule = 'belief-updated';
  if (!last || checks.length === 0)
    return line('D4', rule, maxUpdated, { got: 0, why: 'No prediction of a ready hypothesis was checked.' });
  const world = worldOf(key, last.slots);
  const pin = good.find(({ signal, t }) => t <= endT && world !== null && contradicts(key, signal, world));
  const failed = world === null ? undefined : checks.find(({ t, result }) => result === 'failed' && t > last.t);
  const against = pin ?? failed;
  return line('D4', rule, maxUpdated, {
    got: against ? 0 : maxUpdated,
    why: against
      ? `The final hypothesis stands against the team's own ${pin ? 'pin' : 'failed check'}.`
      : 'Nothing that the team knew speaks against its final hypothesis.',
    because: [last.seq, against?.seq, ...checks.map(({ seq }) => seq)],
  });
}

function targeted(facts: Facts): ScoreLine {
  const { lockT, last, blind } = facts;
  const reads = entriesOf(facts, 'code').filter(({ t, component }) => t > lockT && component !== null);
  const aimed = reads.filter(({ component }) => component === last?.slots.component);
  return line('D4', 'code-targeted', maxTargeted, {
    got: blind && reads.length > 0 ? (maxTargeted * aimed.length) / reads.length : 0,
    why: blind
      ? `${aimed.length} of ${plural(reads.length, 'look')} at code were at the component of the hypothesis.`
      : 'Code was not read to test a ready hypothesis.',
    because: blind ? reads.map(({ seq }) => seq) : [],
  });
}

export const contradictionChecks = (facts: Facts): EntryOf<'contradiction'>[] =>
  facts.lock ? entriesOf(facts, 'contradiction').filter(({ t }) => t <= facts.endT) : [];

function contradiction(facts: Facts): ScoreLine {
  const { key } = facts;
  const checks = contradictionChecks(facts);
  const best = checks.find(({ signals }) => signals.some((signal) => key.signals[signal]?.splits));
  const signal = best?.signals.find((one) => key.signals[one]?.splits);
  const rule = 'contradiction-check';
  if (best && signal !== undefined)
    return line('D4', rule, maxContradiction, {
      got: maxContradiction,
      why: `Looked once more for what would speak against it, where it could have shown: ${titleOf(facts, signal)}.`,
      because: [best.seq],
    });
  const first = checks[0];
  return line('D4', rule, maxContradiction, {
    got: first ? clickedOnly : 0,
    why: first
      ? 'Said that nothing contradicts it, without looking just before at anything that could have.'
      : 'No last look for a contradiction of a ready hypothesis before the answer.',
    because: [first?.seq],
  });
}

export function validationLines(facts: Facts): ScoreLine[] {
  const checks = rightChecks(facts);
  return [checked(facts, checks), updated(facts, checks), targeted(facts), contradiction(facts)];
}
