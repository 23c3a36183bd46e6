/** D3: a hypothesis that is written early, rests on evidence, can fail, and has rejected others. */
import type { ScoreLine } from '@firedrill/protocol';
import { type Facts, type HypothesisEntry, signalsOf, titleOf } from './facts.ts';
import { truth } from './key.ts';
import { line, percent } from './line.ts';
import { afterCodeWorth, fullSharpness, hintedWorth, leastSharpness } from './weights.ts';
import { contradicts, outcomeIn, sharpness, worldOf } from './worlds.ts';

const maxWritten = 5;
/** For having written one on a pin, though it was not ready. */
const writtenOnly = 2;
const maxBacked = 5;
const maxCitations = 5;
const leastCitations = 3;
const maxFalsifiable = 6;
const maxAlternatives = 4;

interface Final {
  readonly hypothesis: HypothesisEntry | null;
  readonly world: string | null;
  /** Right signals known when it was written. */
  readonly known: readonly string[];
  /** 0 without a ready hypothesis, half when it came after code. */
  readonly worth: number;
}

const noneReady = 'No hypothesis was ready.';

function finalOf({ last, key, good, blind }: Facts): Final {
  if (!last) return { hypothesis: null, world: null, known: [], worth: 0 };
  const known = signalsOf(good.filter(({ t }) => t <= last.t));
  return { hypothesis: last, world: worldOf(key, last.slots), known, worth: blind ? 1 : afterCodeWorth };
}

const late = ({ worth }: Final): string => (worth === afterCodeWorth ? ' Half, because it came after code.' : '');

function written(facts: Facts): ScoreLine {
  const { blind, lock, hypotheses, codeT, good, key } = facts;
  const first = hypotheses.find(({ t }) => t < codeT);
  const pin = first && good.find(({ t }) => t <= first.t);
  const onPin = first !== undefined && pin !== undefined && worldOf(key, first.slots) !== null;
  const rule = 'written-before-code';
  if (blind)
    return line('D3', rule, maxWritten, { got: maxWritten, why: 'Ready, and before code.', because: [lock?.seq] });
  if (onPin)
    return line('D3', rule, maxWritten, {
      got: writtenOnly,
      why: 'One was written on a right pin before code, but it was not ready.',
      because: [first.seq, pin.seq],
    });
  return line('D3', rule, maxWritten, { got: 0, why: 'None was written on a right pin before code.' });
}

function backed(facts: Facts, final: Final): ScoreLine {
  const { key, hintedSlots } = facts;
  const { hypothesis, world, known, worth } = final;
  const slots = Object.entries(key.slots);
  const found = slots.flatMap(([slot, { backedBy }]) => {
    if (!hypothesis?.slots[slot] || world === null) return [];
    const signal = backedBy.find(
      (one) => known.includes(one) && outcomeIn(key, one, world) === outcomeIn(key, one, truth),
    );
    return signal === undefined ? [] : [{ slot, signal }];
  });
  const sum = found.reduce((total, { slot }) => total + (hintedSlots.has(slot) ? hintedWorth : 1), 0);
  const names = found.map(({ slot }) => slot).join(', ') || 'none';
  return line('D3', 'slots-backed', maxBacked, {
    got: (worth * maxBacked * sum) / slots.length,
    why: hypothesis
      ? `Filled, and backed by a right pin: ${names} (${found.length} of ${slots.length}).${late(final)}`
      : noneReady,
    because: [
      hypothesis?.seq,
      ...facts.good.filter(({ signal }) => found.some((one) => one.signal === signal)).map(({ seq }) => seq),
    ],
  });
}

function citations(facts: Facts, final: Final): ScoreLine {
  const { hypothesis, known, worth } = final;
  const refs = [...new Set(hypothesis?.refs ?? [])];
  const rights = refs.filter((ref) => known.includes(ref));
  const sum = rights.reduce((total, ref) => total + (facts.hintedSignals.has(ref) ? hintedWorth : 1), 0);
  return line('D3', 'citations', maxCitations, {
    got: refs.length === 0 ? 0 : (worth * maxCitations * sum) / Math.max(leastCitations, refs.length),
    why: hypothesis
      ? `${rights.length} of ${refs.length} cited pins are right and tell something; ${leastCitations} are wanted.${late(final)}`
      : noneReady,
    because: [hypothesis?.seq, ...facts.good.filter(({ signal }) => rights.includes(signal)).map(({ seq }) => seq)],
  });
}

function falsifiable(facts: Facts, final: Final): ScoreLine {
  const { key } = facts;
  const { hypothesis, world, worth } = final;
  const distinct = new Map(
    (hypothesis?.predictions ?? []).map((one) => [JSON.stringify([one.signal, one.outcome]), one]),
  );
  const best = [...distinct.values()]
    .map((prediction) => ({ prediction, share: sharpness(key, prediction, world) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, 2);
  const sum = best.reduce(
    (total, { share }) =>
      total + (share < leastSharpness ? 0 : (maxFalsifiable / 2) * Math.min(1, share / fullSharpness)),
    0,
  );
  const told = best.map(
    ({ prediction, share }) =>
      `"${titleOf(facts, prediction.signal)}" would fail in ${percent(share)} of the other explanations`,
  );
  return line('D3', 'falsifiable', maxFalsifiable, {
    got: worth * sum,
    why: hypothesis ? `${told.join('; ') || 'It predicts nothing'}.${late(final)}` : noneReady,
    because: [hypothesis?.seq],
  });
}

function alternatives(facts: Facts, final: Final): ScoreLine {
  const { key, good } = facts;
  const { hypothesis, world, known, worth } = final;
  const rejected = [...new Set(hypothesis?.alternatives ?? [])].filter(
    (other) => key.worlds.includes(other) && other !== world && known.some((signal) => contradicts(key, signal, other)),
  );
  const against = good.filter(({ signal }) => rejected.some((other) => contradicts(key, signal, other)));
  return line('D3', 'alternatives-rejected', maxAlternatives, {
    got: worth * 2 * rejected.length,
    why: hypothesis
      ? `${rejected.length} of the rejected alternatives are ruled out by right pins; two are wanted.${late(final)}`
      : noneReady,
    because: [hypothesis?.seq, ...(rejected.length > 0 ? against.map(({ seq }) => seq) : [])],
  });
}

export function hypothesisLines(facts: Facts): ScoreLine[] {
  const final = finalOf(facts);
  return [written(facts), ...[backed, citations, falsifiable, alternatives].map((rule) => rule(facts, final))];
}
