/** D2: evidence that narrows down what may be wrong, read right, without digging everywhere. */
import type { ScoreLine } from '@firedrill/protocol';
import { entriesOf, type Facts, modalitiesOf, signalsOf } from './facts.ts';
import { line, plural } from './line.ts';
import { hintedWorth, lateWorth, onsetToleranceSeconds } from './weights.ts';
import { consistentWith, narrowing } from './worlds.ts';

const maxNarrowing = 11;
const maxPrecision = 3;
const maxEconomy = 2;
const maxTimeline = 4;
/** Economy is only a virtue of those who found something. */
const leastPinsForEconomy = 3;

interface Evidence {
  /** Until when evidence counts: the last hypothesis, or the answer. */
  readonly cutT: number;
  readonly signals: readonly string[];
  readonly early: readonly string[];
  /** 1 when all was pinned before code. */
  readonly earliness: number;
  /** A wrong reading takes back what a right one gave. */
  readonly correctness: number;
}

function evidenceOf({ last, endT, good, wrong, codeT }: Facts): Evidence {
  const cutT = last?.t ?? endT;
  const signals = signalsOf(good.filter(({ t }) => t <= cutT));
  const early = signals.filter((signal) => good.some((pin) => pin.signal === signal && pin.t < codeT));
  const judged = good.length + wrong.length;
  return {
    cutT,
    signals,
    early,
    earliness: signals.length === 0 ? 0 : lateWorth + (1 - lateWorth) * (early.length / signals.length),
    correctness: Math.max(0, 1 - (2 * wrong.length) / Math.max(1, judged)),
  };
}

/** With what a hint gave away at half its worth. */
function ownNarrowing({ key, hintedSignals }: Facts, signals: readonly string[]): number {
  const own = narrowing(
    key,
    signals.filter((signal) => !hintedSignals.has(signal)),
  );
  return own + hintedWorth * (narrowing(key, signals) - own);
}

function narrowingLine(facts: Facts, { signals, early, correctness }: Evidence): ScoreLine {
  const { key, good, wrong } = facts;
  const before = ownNarrowing(facts, early);
  const share = before + lateWorth * (ownNarrowing(facts, signals) - before);
  const left = consistentWith(key, signals).length - 1;
  const read = wrong.length > 0 ? ` ${plural(wrong.length, 'wrong reading')} took part of it back.` : '';
  return line('D2', 'narrowing', maxNarrowing, {
    got: maxNarrowing * share * correctness,
    why: `${plural(left, 'rival explanation')} of ${key.worlds.length - 1} left by what was pinned and read right.${read}`,
    because: [...good, ...wrong].map(({ seq }) => seq),
  });
}

function precisionLine({ pins, good, wrong }: Facts, { earliness, correctness }: Evidence): ScoreLine {
  const idle = pins.length - good.length - wrong.length;
  return line('D2', 'precision', maxPrecision, {
    got: pins.length === 0 ? 0 : (earliness * maxPrecision * good.length * correctness) / pins.length,
    why: `${plural(good.length, 'pin')} right and telling, ${wrong.length} wrong, ${idle} that tell nothing apart.`,
    because: pins.map(({ pin }) => pin.seq),
  });
}

function economyLine({ queries, good, key }: Facts, { cutT, earliness, correctness }: Evidence): ScoreLine {
  const asked = queries.filter(({ t }) => t <= cutT);
  const distinct = signalsOf(asked).length;
  const counted = distinct + Math.max(0, asked.length - 2 * key.par);
  const earned = good.length >= leastPinsForEconomy;
  return line('D2', 'economy', maxEconomy, {
    got: earned ? maxEconomy * Math.min(1, key.par / Math.max(1, counted)) * earliness * correctness : 0,
    why: earned
      ? `${plural(distinct, 'signal')} looked at in ${plural(asked.length, 'query', 'queries')}; ${key.par} are enough.`
      : 'Fewer than three right pins: economy is not judged.',
    because: earned ? good.map(({ seq }) => seq) : [],
  });
}

function timelineLine(facts: Facts, { cutT, early, correctness }: Evidence): ScoreLine {
  const { key, seen, codeT, good } = facts;
  const entries = entriesOf(facts, 'timeline').filter(({ ref, t }) => {
    const first = ref === null ? undefined : seen.get(ref);
    return first !== undefined && first.t <= t && t <= Math.min(cutT, codeT);
  });
  const refs = [...new Set(entries.flatMap(({ ref }) => ref ?? []))];
  const onset = entries.find((entry) => entry.onset && Math.abs(entry.at - key.onset) <= onsetToleranceSeconds);
  const sides = key.edge.map((side) => good.find(({ signal }) => early.includes(signal) && side.includes(signal)));
  const parts: [boolean, string][] = [
    [refs.length >= 3, 'three entries that rest on evidence'],
    [onset !== undefined, 'the onset within a minute'],
    [modalitiesOf(facts, refs).length >= 2, 'two kinds of telemetry'],
    [sides.every(Boolean), 'pins of both sides of the edge where it went wrong'],
  ];
  const has = parts.filter(([met]) => met).map(([, what]) => what);
  const lacks = parts.filter(([met]) => !met).map(([, what]) => what);
  const why = `It has ${has.join(', ') || 'nothing that counts'}${lacks.length > 0 ? `; it lacks ${lacks.join(', ')}` : ''}.`;
  return line('D2', 'timeline', maxTimeline, {
    got: correctness > 0 ? has.length : 0,
    why: correctness > 0 ? why : `${why} As many readings were wrong as right, so nothing of it counts.`,
    because: [...entries.map(({ seq }) => seq), ...sides.map((pin) => pin?.seq)],
  });
}

export function evidenceLines(facts: Facts): ScoreLine[] {
  const evidence = evidenceOf(facts);
  return [narrowingLine, precisionLine, economyLine, timelineLine].map((rule) => rule(facts, evidence));
}
