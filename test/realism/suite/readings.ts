/** What the pods told at their scrapes, cut into minutes. A scrape's values are of one instant, to the microsecond. */
import { unhinderedScrapeUs } from '../../../apps/simulator/src/platform/observe/scraper.ts';
import type { RecordedSeries } from '../../support/run.ts';
import { groupBy } from './statistics.ts';

/** Between two scrapes of one pod, about a minute apart and in one life of its process. */
export interface Reading {
  readonly service: string;
  readonly pod: string;
  /** Of the pod, as others see it. */
  readonly address: string;
  /** The minute in which it ends, since the epoch. */
  readonly minute: number;
  /** What happened after this and until `toUs` is what the counters grew by. */
  readonly fromUs: number;
  readonly toUs: number;
  readonly series: readonly RecordedSeries[];
  /** How much the series that fit have grown together. */
  growth(fits: (series: RecordedSeries) => boolean): number;
  /** Their sum at either end. */
  at(end: 'from' | 'to', fits: (series: RecordedSeries) => boolean): number;
}

const minuteMs = 60_000;
/** Every target that was there before has been scraped by then. */
const scrapeIntervalMs = 15_000;
/** Before a process was there. */
const unborn = { timeMs: Number.NaN, readUs: 0 };

/** When each scrape that was answered was read: it waits until the process is free, and its duration says for how long. */
function readAt(series: readonly RecordedSeries[]): { timeMs: number; readUs: number }[] {
  const samples = (name: string) => series.find((one) => one.name === name)?.samples ?? [];
  const took = new Map(samples('scrape_duration_seconds').map(({ timeMs, value }) => [timeMs, value]));
  return samples('up')
    .filter(({ value }) => value === 1)
    .map(({ timeMs }) => ({
      timeMs,
      readUs: timeMs * 1000 + Math.round((took.get(timeMs) ?? 0) * 1e6) - unhinderedScrapeUs,
    }));
}

/** Every pod of the shop, minute by minute: from its last scrape in one minute, or its birth, to its last in the next. */
export function minuteReadings(all: readonly RecordedSeries[]): Reading[] {
  const begunMs = all.reduce((least, { samples }) => Math.min(least, samples[0]?.timeMs ?? least), Infinity);
  return [...groupBy(all, ({ target }) => String(target)).values()].flatMap((series) => {
    const { namespace, service = '', pod = '', instance = '' } = series[0]?.labels ?? {};
    if (namespace !== 'shop' || pod === '') return [];
    const values = new Map(series.map((one) => [one, new Map(one.samples.map((s) => [s.timeMs, s.value]))]));
    const valueAt = (one: RecordedSeries, timeMs: number): number => values.get(one)?.get(timeMs) ?? one.base;
    const life = series.find(({ name }) => name === 'process_start_time_seconds');
    const answered = readAt(series);
    const lastOfEach = new Map(answered.map((read) => [Math.floor(read.timeMs / minuteMs), read]));
    const isNew = (answered[0]?.timeMs ?? 0) >= begunMs + scrapeIntervalMs;
    const reads = [...(isNew ? [unborn] : []), ...lastOfEach.values()];
    return reads.flatMap((to, i): Reading[] => {
      const from = reads[i - 1];
      const restarted = (): boolean => !life || valueAt(life, from?.timeMs ?? 0) !== valueAt(life, to.timeMs);
      if (!from || (from !== unborn && restarted())) return [];
      const sum = (timeMs: number, fits: (one: RecordedSeries) => boolean): number =>
        series.reduce((total, one) => total + (fits(one) ? valueAt(one, timeMs) : 0), 0);
      return [
        {
          service,
          pod,
          address: instance.split(':')[0] ?? '',
          minute: Math.floor(to.timeMs / minuteMs),
          fromUs: from.readUs,
          toUs: to.readUs,
          series,
          growth: (fits) => sum(to.timeMs, fits) - sum(from.timeMs, fits),
          at: (end, fits) => sum(end === 'from' ? from.timeMs : to.timeMs, fits),
        },
      ];
    });
  });
}

/** Things of one pod in the order of their time, to be counted between two instants. */
export function timesByPod<T>(things: readonly T[], podOf: (thing: T) => string, timeOf: (thing: T) => number) {
  const byPod = groupBy(things, podOf);
  for (const list of byPod.values()) list.sort((a, b) => timeOf(a) - timeOf(b));
  return (pod: string, fromUs: number, toUs: number): readonly T[] => {
    const list = byPod.get(pod) ?? [];
    return list.slice(countUntil(list, timeOf, fromUs), countUntil(list, timeOf, toUs));
  };
}

/** How many of what is sorted by time have a time of at most `timeUs`. */
export function countUntil<T>(sorted: readonly T[], timeOf: (thing: T) => number, timeUs: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(sorted[middle]!) <= timeUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
