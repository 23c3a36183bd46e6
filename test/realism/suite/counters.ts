/** R5: counters only count, and histograms add up. */
import type { RecordedSeries } from '../../support/run.ts';
import { type Check, finding } from './run.ts';

/** A counter that fell, or a sample that lies before another: in words. */
function countersThatFell(series: readonly RecordedSeries[]): string[] {
  return series.flatMap(({ name, labels, type, base, samples }) => {
    if (type === 'gauge') return [];
    let last = base;
    return samples.flatMap(({ timeMs, value }) => {
      const fell = value < last ? [`${name}${JSON.stringify(labels)} fell from ${last} to ${value} at ${timeMs}`] : [];
      last = value;
      return fell;
    });
  });
}

function samplesOutOfOrder(series: readonly RecordedSeries[]): string[] {
  return series
    .filter(({ samples }) => samples.some(({ timeMs }, i) => i > 0 && timeMs <= (samples[i - 1]?.timeMs ?? 0)))
    .map(({ name, labels }) => `${name}${JSON.stringify(labels)}`);
}

interface Histogram {
  readonly buckets: { readonly bound: number; readonly at: Map<number, number> }[];
  sum: Map<number, number>;
  count: Map<number, number>;
}

const byTime = ({ samples }: RecordedSeries): Map<number, number> =>
  new Map(samples.map(({ timeMs, value }) => [timeMs, value]));

function histogramsOf(series: readonly RecordedSeries[]): Map<string, Histogram> {
  const histograms = new Map<string, Histogram>();
  for (const one of series) {
    const part = /^(.*)_(bucket|sum|count)$/.exec(one.name);
    if (one.type !== 'histogram' || !part) continue;
    const { le, ...labels } = one.labels;
    const key = `${part[1]}${JSON.stringify(Object.entries(labels).sort())}`;
    const histogram: Histogram = histograms.get(key) ?? { buckets: [], sum: new Map(), count: new Map() };
    histograms.set(key, histogram);
    if (part[2] === 'bucket')
      histogram.buckets.push({ bound: le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), at: byTime(one) });
    else if (part[2] === 'sum') histogram.sum = byTime(one);
    else histogram.count = byTime(one);
  }
  return histograms;
}

function problemAt({ buckets, sum, count }: Histogram, timeMs: number): string | null {
  const total = count.get(timeMs) ?? Number.NaN;
  const seconds = sum.get(timeMs) ?? Number.NaN;
  let below = 0;
  let bound = 0;
  let least = 0;
  let most = 0;
  for (const bucket of buckets) {
    const value = bucket.at.get(timeMs) ?? Number.NaN;
    if (!(value >= below)) return `bucket ${bucket.bound} holds ${value}, the one below it ${below}`;
    least += (value - below) * bound;
    most += value === below ? 0 : (value - below) * bucket.bound;
    below = value;
    bound = bucket.bound;
  }
  if (below !== total) return `+Inf is ${below}, _count ${total}`;
  const rounding = 1e-9 * total + 1e-9;
  if (!(seconds >= least - rounding && seconds <= most + rounding))
    return `_sum is ${seconds}, the buckets allow ${least} to ${most}`;
  return null;
}

/** Histograms that do not add up, in words; and how many readings were looked at. */
function histogramProblems(series: readonly RecordedSeries[]): { readings: number; problems: string[] } {
  let readings = 0;
  const problems: string[] = [];
  for (const [key, histogram] of histogramsOf(series)) {
    histogram.buckets.sort((a, b) => a.bound - b.bound);
    for (const timeMs of histogram.count.keys()) {
      readings++;
      const problem = problemAt(histogram, timeMs);
      if (problem) problems.push(`${key} at ${timeMs}: ${problem}`);
    }
  }
  return { readings, problems };
}

const few = (problems: readonly string[]): string => `problems: ${problems.slice(0, 2).join('; ') || 'none'}`;

export const counters: Check = ({ series }) => {
  const histograms = histogramProblems(series);
  const problems = [...countersThatFell(series), ...samplesOutOfOrder(series), ...histograms.problems];
  const measured = `${series.length} series, ${histograms.readings} readings of histograms, ${few(problems)}`;
  return finding('R5', 'counters and histograms', measured, problems.length === 0 && histograms.readings > 500);
};
