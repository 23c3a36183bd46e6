/**
 * How a series of numbers differs from the healthy one: the outcome that a reading is held against.
 * Compared by robust statistics, never by equality: whatever shares a processor with the cause differs a little.
 */

export type Outcome = 'higher' | 'lower' | 'same' | 'gone' | 'comes-and-goes' | 'unclear';

export interface ClassifyOptions {
  /** The least spread that counts: one event, one millisecond, one step. */
  readonly floor: number;
  /** The numbers are many single measurements and not one after the other in time: nothing comes and goes in them. */
  readonly unordered?: boolean;
  /** A share: what is missing to 1 is looked at too, as long as nothing is above 1. */
  readonly bounded?: boolean;
}

const clearZ = 4;
const clearRatio = 1.5;
const sameZ = 2;
const sameRatio = 1.2;
/**
 * Most of an incident may lie outside the window, so extremes are compared and not middles:
 * the second highest and the second lowest, since a single outlier is no evidence.
 */
const deepestRank = 2;
const rankShare = 0.2;
/** Of single measurements a twentieth may lie beyond: their tail is what users feel, their extremes are luck. */
const tailShare = 0.05;

/** Answers are compared with those of many worlds, and kept: what is known of one is worked out once. */
const known = new WeakMap<readonly number[], Float64Array>();

/** Its finite numbers in ascending order. */
function ascending(values: readonly number[]): Float64Array {
  const sorted = known.get(values) ?? Float64Array.from(values.filter(Number.isFinite)).sort();
  known.set(values, sorted);
  return sorted;
}

/** Of the finite ones, between 0 and 1; 0 when there are none. */
export const quantile = (values: readonly number[], q: number): number => quantileOf(ascending(values), q);

const quantileOf = (sorted: Float64Array, q: number): number => {
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
};

function spreadOf(sorted: Float64Array, floor: number): number {
  const middle = quantileOf(sorted, 0.5);
  const deviations = sorted.map((value) => Math.abs(value - middle)).sort();
  return Math.max(1.4826 * quantileOf(deviations, 0.5), floor);
}

/** The value that few others lie beyond: from the top for `side` 1, from the bottom for -1. */
function extreme(sorted: Float64Array, side: 1 | -1, unordered: boolean): number {
  const rank = unordered
    ? Math.max(1, Math.ceil(sorted.length * tailShare))
    : Math.max(1, Math.min(deepestRank, Math.floor(sorted.length * rankShare)));
  return sorted[side === 1 ? sorted.length - rank : rank - 1] ?? 0;
}

interface Difference {
  readonly z: number;
  readonly ratio: number;
}

const ratioOf = (a: number, b: number, floor: number): number =>
  Math.max(Math.abs(a), floor) / Math.max(Math.abs(b), floor);

const nothing = Float64Array.of(0);

/** Times that the values leave normal and come back, counted where they stay normal for two steps between. */
function bursts(values: readonly number[], above: number): number {
  let count = 0;
  let calm = 2;
  for (const value of values) {
    if (value <= above) calm++;
    else {
      if (calm >= 2) count++;
      calm = 0;
    }
  }
  return count;
}

/** What the rest says of the share. */
const ofShare: Readonly<Record<Outcome, Outcome>> = {
  higher: 'lower',
  'comes-and-goes': 'lower',
  lower: 'higher',
  gone: 'higher',
  same: 'same',
  unclear: 'unclear',
};

/** Averages of shares are off by as much. */
const atMostOne = 1 + 1e-9;
const rest = (values: readonly number[]): number[] => values.map((value) => 1 - value);

/** Both windows cut at the same instant; an empty list is "no such series". */
export function classify(healthy: readonly number[], seen: readonly number[], options: ClassifyOptions): Outcome {
  const outcome = compared(healthy, seen, options);
  const isOpen = outcome === 'same' || outcome === 'unclear';
  if (!options.bounded || !isOpen || healthy.length === 0 || seen.length === 0) return outcome;
  if ([...healthy, ...seen].some((value) => value > atMostOne || value < 0)) return outcome;
  const ofRest = ofShare[compared(rest(healthy), rest(seen), options)];
  return ofRest === 'same' ? outcome : ofRest;
}

function compared(healthy: readonly number[], seen: readonly number[], options: ClassifyOptions): Outcome {
  const { floor, unordered = false } = options;
  const [normal, actual] = [ascending(healthy), ascending(seen)];
  if (normal.length === 0 && actual.length === 0) return 'same';
  const hadSome = normal.some((value) => Math.abs(value) > floor);
  const hasSome = actual.some((value) => Math.abs(value) > floor);
  if (hadSome && !hasSome) return 'gone';
  const base = normal.length === 0 ? nothing : normal;
  const now = actual.length === 0 ? nothing : actual;
  const spread = spreadOf(base, floor);
  const difference = (side: 1 | -1): Difference => {
    const a = extreme(now, side, unordered);
    const b = extreme(base, side, unordered);
    return { z: (a - b) / spread, ratio: a >= b ? ratioOf(a, b, floor) : ratioOf(b, a, floor) };
  };
  const high = difference(1);
  const low = difference(-1);
  const up = high.z >= clearZ && high.ratio >= clearRatio;
  const down = low.z <= -clearZ && low.ratio >= clearRatio;
  if (up && (!down || high.z >= -low.z)) {
    const returns = !unordered && bursts(seen.filter(Number.isFinite), extreme(base, 1, false) + clearZ * spread) >= 3;
    return returns ? 'comes-and-goes' : 'higher';
  }
  if (down) return 'lower';
  const calm = [high, low].every(({ z, ratio }) => Math.abs(z) < sameZ || ratio < sameRatio);
  return calm ? 'same' : 'unclear';
}
