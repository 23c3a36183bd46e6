/** What expressions evaluate to: for all steps of a query at once, as columns. */
import { badQuery } from '../errors.ts';
import type { Matcher } from '../matchers.ts';
import { noSample } from '../record/chunk.ts';
import type { LabelSet } from '../store/label-set.ts';

export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** One element of an instant vector over all steps; `noSample` at steps where it is not in the vector. */
export interface Series {
  readonly labels: LabelSet;
  readonly values: Float64Array;
  /** Instants of the samples, ms; only of what comes straight from a selector. */
  readonly sampleTimesMs?: Float64Array;
}

export interface Scalar {
  readonly type: 'scalar';
  readonly values: Float64Array;
}
export interface Vector {
  readonly type: 'vector';
  readonly series: readonly Series[];
  /** The order of the series says something (sort, topk). */
  readonly ordered?: boolean;
}
export interface Text {
  readonly type: 'string';
  readonly value: string;
}
/** Samples of a series, ascending in time, none missing. */
export interface SampleSeries {
  readonly labels: LabelSet;
  readonly timesMs: Float64Array;
  readonly values: Float64Array;
}
export interface Matrix {
  readonly type: 'matrix';
  readonly series: readonly SampleSeries[];
  /** Per step: the right end of its window. Windows are open to the left. */
  readonly endsMs: Float64Array;
  readonly rangeMs: number;
}
export type Value = Scalar | Vector | Text | Matrix;

/** Samples as a store has them: `noSample` where a scrape brought none. */
export interface RawSeries {
  readonly labels: LabelSet;
  readonly timesMs: Float64Array;
  readonly values: Float64Array;
  /** How many of them can be seen. */
  readonly visible: number;
}

export interface SeriesSource {
  select(matchers: readonly Matcher[]): readonly RawSeries[];
}

/** One evaluation: a query, or a subquery within one. */
export interface Evaluation {
  readonly stepsMs: Float64Array;
  /** What `start()` and `end()` mean. */
  readonly startMs: number;
  readonly endMs: number;
  readonly source: SeriesSource;
  readonly warnings: Set<string>;
  /** Work left before a query is refused as too large, in samples. */
  readonly budget: { samples: number };
}

export const emptySteps = (count: number): Float64Array => new Float64Array(count).fill(noSample);

export const isEmpty = (values: Float64Array): boolean => {
  for (let i = 0; i < values.length; i++) if (values[i] !== noSample) return false;
  return true;
};

/** Series that ended up with equal labels become one, unless two have a value at the same step: then the query is refused. */
export function mergeEqual(
  series: readonly Series[],
  refusal: (labels: LabelSet) => string,
  from: number,
  to: number,
): Series[] {
  const byKey = new Map<string, Series>();
  for (const one of series) {
    const known = byKey.get(one.labels.key);
    if (!known) {
      byKey.set(one.labels.key, one);
      continue;
    }
    const values = known.values.slice();
    for (let i = 0; i < values.length; i++) {
      const value = one.values[i] ?? noSample;
      if (value === noSample) continue;
      if (values[i] !== noSample) throw badQuery(refusal(one.labels), from, to);
      values[i] = value;
    }
    byKey.set(one.labels.key, { labels: one.labels, values });
  }
  return byKey.size === series.length ? [...series] : [...byKey.values()];
}

export const sameLabelset = (): string => 'vector cannot contain metrics with the same labelset';
