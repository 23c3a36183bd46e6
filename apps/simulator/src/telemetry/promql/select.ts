/** Selectors: from stored samples to the elements of a vector or the samples of windows. */
import { lowerBound, upperBound } from '../columns.ts';
import { TelemetryError } from '../errors.ts';
import { noSample } from '../record/chunk.ts';
import type { MatrixSelector, TimeModifiers, VectorSelector } from './ast.ts';
import {
  type Evaluation,
  emptySteps,
  isEmpty,
  type Matrix,
  type RawSeries,
  type SampleSeries,
  type Series,
  type Vector,
} from './values.ts';

/** A sample is current for this long; the far end is open. */
const lookbackMs = 5 * 60_000;

/** Instants that the selector looks at, one per step. */
export function referenceTimes({ offsetMs, at }: TimeModifiers, evaluation: Evaluation): Float64Array {
  const { stepsMs, startMs, endMs } = evaluation;
  if (at === null) return offsetMs === 0 ? stepsMs : stepsMs.map((t) => t - offsetMs);
  const fixed = at === 'start' ? startMs : at === 'end' ? endMs : at;
  return new Float64Array(stepsMs.length).fill(fixed - offsetMs);
}

export function spend(evaluation: Evaluation, samples: number): void {
  evaluation.budget.samples -= samples;
  if (evaluation.budget.samples < 0)
    throw new TelemetryError(
      'too_large',
      'the query looks at too many samples: narrow the selector, the window or the step',
    );
}

export function selectVector(selector: VectorSelector, evaluation: Evaluation): Vector {
  const references = referenceTimes(selector, evaluation);
  const series: Series[] = [];
  for (const raw of evaluation.source.select(selector.matchers)) {
    spend(evaluation, references.length);
    const found = current(raw, references);
    if (found) series.push(found);
  }
  return { type: 'vector', series };
}

/** References never descend, so one pass over the samples does. */
function current({ labels, timesMs, values, visible }: RawSeries, references: Float64Array): Series | null {
  const found = emptySteps(references.length);
  const sampleTimesMs = new Float64Array(references.length);
  let next = upperBound(timesMs, references[0] ?? 0, visible);
  for (let step = 0; step < references.length; step++) {
    const reference = references[step] ?? 0;
    while (next < visible && (timesMs[next] ?? 0) <= reference) next += 1;
    const last = next - 1;
    if (last < 0 || (timesMs[last] ?? 0) <= reference - lookbackMs) continue;
    found[step] = values[last] ?? noSample;
    sampleTimesMs[step] = timesMs[last] ?? 0;
  }
  return isEmpty(found) ? null : { labels, values: found, sampleTimesMs };
}

export function selectMatrix({ selector, rangeMs }: MatrixSelector, evaluation: Evaluation): Matrix {
  const endsMs = referenceTimes(selector, evaluation);
  const fromMs = (endsMs[0] ?? 0) - rangeMs;
  const toMs = endsMs.at(-1) ?? 0;
  const series: SampleSeries[] = [];
  for (const raw of evaluation.source.select(selector.matchers)) {
    const lo = upperBound(raw.timesMs, fromMs, raw.visible);
    const hi = upperBound(raw.timesMs, toMs, raw.visible);
    spend(evaluation, hi - lo + endsMs.length);
    const found = present(raw, lo, hi);
    if (found) series.push(found);
  }
  return { type: 'matrix', series, endsMs, rangeMs };
}

/** Without the gaps; no copy where there are none. */
function present({ labels, timesMs, values }: RawSeries, lo: number, hi: number): SampleSeries | null {
  let missing = 0;
  for (let i = lo; i < hi; i++) if (values[i] === noSample) missing += 1;
  const count = hi - lo - missing;
  if (count <= 0) return null;
  if (missing === 0) return { labels, timesMs: timesMs.subarray(lo, hi), values: values.subarray(lo, hi) };
  const times = new Float64Array(count);
  const kept = new Float64Array(count);
  let at = 0;
  for (let i = lo; i < hi; i++) {
    const value = values[i] ?? noSample;
    if (value === noSample) continue;
    times[at] = timesMs[i] ?? 0;
    kept[at++] = value;
  }
  return { labels, timesMs: times, values: kept };
}

/** An instant vector over a subquery's own steps, seen as samples. */
export function samplesOf({ labels, values }: Series, stepsMs: Float64Array): SampleSeries | null {
  return present({ labels, values, timesMs: stepsMs, visible: stepsMs.length }, 0, stepsMs.length);
}

/** Multiples of `stepMs` in (fromMs, toMs]. */
export function alignedSteps(fromMs: number, toMs: number, stepMs: number): Float64Array {
  const first = Math.floor(fromMs / stepMs) * stepMs + stepMs;
  const count = Math.max(0, Math.floor((toMs - first) / stepMs) + 1);
  return Float64Array.from({ length: count }, (_, i) => first + i * stepMs);
}

export { lowerBound };
