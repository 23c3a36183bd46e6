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

export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

function spreadOf(values: readonly number[], floor: number): number {
  const middle = quantile(values, 0.5);
  const deviations = values.map((value) => Math.abs(value - middle));
  return Math.max(1.4826 * quantile(deviations, 0.5), floor);
}

/** The value that few others lie beyond: from the top for `side` 1, from the bottom for -1. */
function extreme(values: readonly number[], side: 1 | -1, unordered: boolean): number {
  const sorted = [...values].sort((a, b) => (b - a) * side);
  const rank = unordered
    ? Math.max(1, Math.ceil(sorted.length * tailShare))
    : Math.max(1, Math.min(deepestRank, Math.floor(sorted.length * rankShare)));
  return sorted[rank - 1] ?? 0;
}

interface Difference {
  readonly z: number;
  readonly ratio: number;
}

const ratioOf = (a: number, b: number, floor: number): number =>
  Math.max(Math.abs(a), floor) / Math.max(Math.abs(b), floor);

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

/** Both windows cut at the same instant; an empty list is "no such series". */
export function classify(healthy: readonly number[], seen: readonly number[], options: ClassifyOptions): Outcome {
  const { floor, unordered = false } = options;
  const normal = healthy.filter(Number.isFinite);
  const actual = seen.filter(Number.isFinite);
  if (normal.length === 0 && actual.length === 0) return 'same';
  const hadSome = normal.some((value) => Math.abs(value) > floor);
  const hasSome = actual.some((value) => Math.abs(value) > floor);
  if (hadSome && !hasSome) return 'gone';
  const base = normal.length === 0 ? [0] : normal;
  const now = actual.length === 0 ? [0] : actual;
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
    const returns = !unordered && bursts(now, extreme(base, 1, false) + clearZ * spread) >= 3;
    return returns ? 'comes-and-goes' : 'higher';
  }
  if (down) return 'lower';
  const calm = [high, low].every(({ z, ratio }) => Math.abs(z) < sameZ || ratio < sameRatio);
  return calm ? 'same' : 'unclear';
}
