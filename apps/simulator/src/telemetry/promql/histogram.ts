/** histogram_quantile over classic buckets. */
import { noSample } from '../record/chunk.ts';
import type { LabelSet } from '../store/label-set.ts';
import { emptySteps, isEmpty, type Series } from './values.ts';

interface Bucket {
  readonly upper: number;
  count: number;
}

/** Differences below this share of a count are rounding, not data. */
const smallDelta = 1e-12;

const parseBound = (le: string): number | null => {
  if (/^\+?inf$/i.test(le)) return Number.POSITIVE_INFINITY;
  const bound = Number(le);
  return le.trim() === '' || Number.isNaN(bound) ? null : bound;
};

/** Buckets of equal bound are added up, and counts made ascending. */
function tidy(buckets: Bucket[]): Bucket[] {
  const merged: Bucket[] = [];
  for (const bucket of buckets) {
    const last = merged.at(-1);
    if (last && last.upper === bucket.upper) last.count += bucket.count;
    else merged.push({ ...bucket });
  }
  let previous = 0;
  merged.forEach((bucket, i) => {
    const close =
      Math.abs(bucket.count - previous) <= smallDelta * Math.max(Math.abs(bucket.count), Math.abs(previous));
    if (i > 0 && (bucket.count < previous || close)) bucket.count = previous;
    previous = bucket.count;
  });
  return merged;
}

/** As Prometheus: linear within a bucket; beyond the last finite bound, that bound. */
export function bucketQuantile(q: number, unsorted: readonly Bucket[]): number {
  if (Number.isNaN(q)) return Number.NaN;
  if (q < 0) return Number.NEGATIVE_INFINITY;
  if (q > 1) return Number.POSITIVE_INFINITY;
  const sorted = [...unsorted].sort((a, b) => a.upper - b.upper);
  if (sorted.at(-1)?.upper !== Number.POSITIVE_INFINITY) return Number.NaN;
  const buckets = tidy(sorted);
  if (buckets.length < 2) return Number.NaN;
  const total = buckets.at(-1)?.count ?? 0;
  if (total === 0 || Number.isNaN(total)) return Number.NaN;
  let rank = q * total;
  let b = 0;
  while (b < buckets.length - 1 && (buckets[b]?.count ?? 0) < rank) b += 1;
  if (b === buckets.length - 1) return buckets[b - 1]?.upper ?? Number.NaN;
  const end = buckets[b]?.upper ?? 0;
  if (b === 0 && end <= 0) return end;
  let start = 0;
  let count = buckets[b]?.count ?? 0;
  if (b > 0) {
    start = buckets[b - 1]?.upper ?? 0;
    count -= buckets[b - 1]?.count ?? 0;
    rank -= buckets[b - 1]?.count ?? 0;
  }
  return start + (end - start) * (rank / count);
}

export function histogramQuantile(q: Float64Array, series: readonly Series[]): Series[] {
  const groups = new Map<string, { labels: LabelSet; buckets: { upper: number; values: Float64Array }[] }>();
  for (const one of series) {
    const upper = parseBound(one.labels.get('le'));
    if (upper === null) continue;
    const labels = one.labels.without(['le', '__name__']);
    const group = groups.get(labels.key) ?? { labels, buckets: [] };
    group.buckets.push({ upper, values: one.values });
    groups.set(labels.key, group);
  }
  return [...groups.values()].flatMap(({ labels, buckets }) => {
    const values = emptySteps(q.length);
    for (let step = 0; step < q.length; step++) {
      const present: Bucket[] = [];
      for (const bucket of buckets) {
        const count = bucket.values[step] ?? noSample;
        if (count !== noSample) present.push({ upper: bucket.upper, count });
      }
      if (present.length > 0) values[step] = bucketQuantile(q[step] ?? 0, present);
    }
    return isEmpty(values) ? [] : [{ labels, values }];
  });
}
