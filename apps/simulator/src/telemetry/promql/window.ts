/** Functions of the samples in a window: one table of folds. */
import { noSample } from '../record/chunk.ts';
import { mean, quantile, Sum, variance } from './numbers.ts';

/** Samples [lo, hi) of a series, at least one; the window is (startMs, endMs]. */
export interface Window {
  timesMs: Float64Array;
  values: Float64Array;
  lo: number;
  hi: number;
  startMs: number;
  endMs: number;
}

/** `noSample`: no result at this step. `parameter` is the scalar beside the window. */
export type Fold = (window: Window, parameter: number) => number;

const at = (values: Float64Array, i: number): number => values[i] ?? 0;

/** rate, increase and delta: what happened between the samples, extended to the window's ends as Prometheus does. */
const extrapolated =
  (counter: boolean, perSecond: boolean): Fold =>
  ({ timesMs, values, lo, hi, startMs, endMs }) => {
    if (hi - lo < 2) return noSample;
    const first = at(values, lo);
    let result = at(values, hi - 1) - first;
    if (counter) {
      let previous = first;
      for (let i = lo + 1; i < hi; i++) {
        const value = at(values, i);
        if (value < previous) result += previous;
        previous = value;
      }
    }
    const sampledS = (at(timesMs, hi - 1) - at(timesMs, lo)) / 1000;
    const averageS = sampledS / (hi - lo - 1);
    const thresholdS = averageS * 1.1;
    let toStartS = (at(timesMs, lo) - startMs) / 1000;
    let toEndS = (endMs - at(timesMs, hi - 1)) / 1000;
    if (toStartS >= thresholdS) toStartS = averageS / 2;
    if (counter && result > 0 && first >= 0) toStartS = Math.min(toStartS, sampledS * (first / result));
    if (toEndS >= thresholdS) toEndS = averageS / 2;
    result *= (sampledS + toStartS + toEndS) / sampledS;
    return perSecond ? result / ((endMs - startMs) / 1000) : result;
  };

/** irate and idelta: the last two samples only. */
const instant =
  (rate: boolean): Fold =>
  ({ timesMs, values, lo, hi }) => {
    if (hi - lo < 2) return noSample;
    const last = at(values, hi - 1);
    const previous = at(values, hi - 2);
    if (!rate) return last - previous;
    const seconds = (at(timesMs, hi - 1) - at(timesMs, hi - 2)) / 1000;
    return (last < previous ? last : last - previous) / seconds;
  };

const extreme =
  (better: (value: number, best: number) => boolean): Fold =>
  ({ values, lo, hi }) => {
    let best = at(values, lo);
    for (let i = lo + 1; i < hi; i++) {
      const value = at(values, i);
      if (better(value, best) || Number.isNaN(best)) best = value;
    }
    return best;
  };

/** Least squares over the window, with the origin at `originMs`. */
function line({ timesMs, values, lo, hi }: Window, originMs: number): { slope: number; intercept: number } {
  const n = hi - lo;
  const constant = at(values, lo);
  let same = true;
  for (let i = lo + 1; i < hi && same; i++) same = at(values, i) === constant;
  if (same)
    return Number.isFinite(constant) ? { slope: 0, intercept: constant } : { slope: Number.NaN, intercept: Number.NaN };
  const x = new Sum();
  const y = new Sum();
  const xy = new Sum();
  const xx = new Sum();
  for (let i = lo; i < hi; i++) {
    const seconds = (at(timesMs, i) - originMs) / 1000;
    x.add(seconds);
    y.add(at(values, i));
    xy.add(seconds * at(values, i));
    xx.add(seconds * seconds);
  }
  const covariance = xy.value - (x.value * y.value) / n;
  const slope = covariance / (xx.value - (x.value * x.value) / n);
  return { slope, intercept: y.value / n - (slope * x.value) / n };
}

const count =
  (counts: (value: number, previous: number) => boolean): Fold =>
  ({ values, lo, hi }) => {
    let found = 0;
    for (let i = lo + 1; i < hi; i++) if (counts(at(values, i), at(values, i - 1))) found += 1;
    return found;
  };

export const folds = {
  rate: extrapolated(true, true),
  increase: extrapolated(true, false),
  delta: extrapolated(false, false),
  irate: instant(true),
  idelta: instant(false),
  changes: count((value, previous) => value !== previous && !(Number.isNaN(value) && Number.isNaN(previous))),
  resets: count((value, previous) => value < previous),
  avg_over_time: ({ values, lo, hi }) => mean(values, lo, hi),
  min_over_time: extreme((value, best) => value < best),
  max_over_time: extreme((value, best) => value > best),
  sum_over_time: ({ values, lo, hi }) => {
    const sum = new Sum();
    for (let i = lo; i < hi; i++) sum.add(at(values, i));
    return sum.value;
  },
  count_over_time: ({ lo, hi }) => hi - lo,
  last_over_time: ({ values, hi }) => at(values, hi - 1),
  first_over_time: ({ values, lo }) => at(values, lo),
  present_over_time: () => 1,
  stddev_over_time: ({ values, lo, hi }) => Math.sqrt(variance(values, lo, hi)),
  stdvar_over_time: ({ values, lo, hi }) => variance(values, lo, hi),
  quantile_over_time: ({ values, lo, hi }, q) => quantile(q, Array.from(values.subarray(lo, hi))),
  mad_over_time: ({ values, lo, hi }) => {
    const median = quantile(0.5, Array.from(values.subarray(lo, hi)));
    return quantile(
      0.5,
      Array.from(values.subarray(lo, hi), (value) => Math.abs(value - median)),
    );
  },
  deriv: (window) => (window.hi - window.lo < 2 ? noSample : line(window, at(window.timesMs, window.lo)).slope),
  predict_linear: (window, seconds) => {
    if (window.hi - window.lo < 2) return noSample;
    const { slope, intercept } = line(window, window.endMs);
    return slope * seconds + intercept;
  },
} satisfies Record<string, Fold>;
