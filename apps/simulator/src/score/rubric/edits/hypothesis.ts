/** What a hypothesis could have said besides, and the one that nobody locked. */
import { type Facts, type HypothesisEntry, signalsOf, titleOf } from '../facts.ts';
import { type RubricKey, truth } from '../key.ts';
import type { PredictedOutcome } from '../record.ts';
import { leastSharpness } from '../weights.ts';
import { contradicts, outcomeIn, sharpness, worldOf } from '../worlds.ts';
import { added, at, beside, changed, type Edit, named, type Original } from './edit.ts';
import { firstClaim } from './pins.ts';
import { pairOfWorld, pairWords, readingWord } from './words.ts';

/** More of a kind gain the same. */
const mostOfAKind = 3;

/** The one before code that was not ready, and what was believed in the end. */
function worthAmending({ hypotheses, lock, last, codeT }: Facts): HypothesisEntry[] {
  const early = lock ? [] : hypotheses.filter(({ t }) => t < codeT).slice(0, 1);
  const final = last ?? hypotheses.at(-1);
  return [...new Set([...early, ...(final ? [final] : [])])];
}

/** What follows from a world and others would fail, the sharpest first. */
function sharpOnes(key: RubricKey, world: string, known: readonly PredictedOutcome[]): PredictedOutcome[] {
  const taken = new Set(known.map(({ signal }) => signal));
  return Object.keys(key.signals)
    .filter((signal) => !taken.has(signal) && key.signals[signal]?.modality !== 'event')
    .map((signal) => ({ signal, outcome: outcomeIn(key, signal, world) }))
    .map((prediction) => ({ prediction, share: sharpness(key, prediction, world) }))
    .filter(({ share }) => share >= leastSharpness)
    .sort((a, b) => b.share - a.share)
    .map(({ prediction }) => prediction);
}

export function* predictions(original: Original): Generator<Edit> {
  const { key, facts } = original;
  for (const entry of worthAmending(facts)) {
    const world = worldOf(key, entry.slots);
    if (world === null) continue;
    for (const more of sharpOnes(key, world, entry.predictions).slice(0, mostOfAKind)) {
      const text = `Predicting in the hypothesis #${entry.seq} that "${titleOf(facts, more.signal)}" is ${readingWord(more.outcome)}`;
      yield changed(original, entry, { ...entry, predictions: [...entry.predictions, more] }, text);
    }
  }
}

/** Worlds that the evidence by then rules out, other than the hypothesis' own. */
function ruledOut({ key, facts }: Original, own: string | null, t: number): string[] {
  const known = signalsOf(facts.good.filter((pin) => pin.t <= t));
  return key.worlds.filter((world) => world !== own && known.some((signal) => contradicts(key, signal, world)));
}

export function* rejections(original: Original): Generator<Edit> {
  const { key, facts } = original;
  const { last } = facts;
  if (!last) return;
  for (const world of ruledOut(original, worldOf(key, last.slots), last.t)) {
    const pair = pairOfWorld(key, world);
    if (last.alternatives.includes(world) || pair === null) continue;
    const text = `Rejecting in the hypothesis #${last.seq} what your pins rule out (${pairWords(pair)})`;
    yield changed(original, last, { ...last, alternatives: [...last.alternatives, world] }, text);
    return;
  }
}

export function* citations(original: Original): Generator<Edit> {
  const { last, good } = original.facts;
  if (!last) return;
  const uncited = good.filter(({ t, signal }) => t <= last.t && !last.refs.includes(signal));
  for (const pin of uncited.slice(0, mostOfAKind)) {
    const text = `Citing the pin #${pin.seq} in the hypothesis #${last.seq}`;
    yield changed(original, last, { ...last, refs: [...last.refs, pin.signal] }, text);
  }
}

/** Where none was locked at all: the one that the pins speak for. */
export function* firstLock(original: Original): Generator<Edit> {
  const { key, facts } = original;
  const before = firstClaim(facts);
  const pair = pairOfWorld(key, truth);
  const pins = facts.good.filter(({ t }) => before && t < before.t);
  const sharp = sharpOnes(key, truth, []);
  if (facts.byKind.hypothesis.length > 0 || !before || pair === null || pins.length === 0) return;
  const hypothesis: HypothesisEntry = {
    seq: before.seq,
    t: 0,
    kind: 'hypothesis',
    slots: { ...pair },
    refs: signalsOf(pins),
    predictions: sharp.slice(0, 2),
    alternatives: ruledOut(original, truth, before.t).slice(0, 2),
  };
  const text = `Locking what your pins speak for (${pairWords(pair)}) before ${named(before)}, with what they rule out and a prediction that could fail`;
  yield added(original, [at(hypothesis, before, -beside)], text, [...pins.map(({ seq }) => seq), before.seq]);
}
