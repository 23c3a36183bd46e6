/** R8: what `histogram_quantile` answers lies in the bucket in which the requests themselves have that quantile. */

import { ask } from '../../support/ask.ts';
import type { RecordedSeries } from '../../support/run.ts';
import { countUntil } from './readings.ts';
import { type Check, finding } from './run.ts';
import { quantile } from './statistics.ts';

const metric = 'nginx_ingress_controller_request_duration_seconds_bucket';
const asked = [0.5, 0.95, 0.99];
const fewest = 200;
/** Five scrapes, so that what was counted between the first and the last is what ended in this minute. */
const window = '[61s]';
const minuteMs = 60_000;

/** Sorted, without +Inf: above the last of them the query knows no more than that. */
const boundsOf = (series: readonly RecordedSeries[]): number[] =>
  [...new Set(series.map(({ labels }) => Number(labels.le)))].filter(Number.isFinite).sort((a, b) => a - b);

/** Scrapes at which some status was counted for the first time: its first value is no increase to a query. */
const births = (series: readonly RecordedSeries[]): number[] =>
  series.flatMap(({ base, samples }) => (base === 0 && samples[0] ? [samples[0].timeMs] : []));

export const histogramAgainstRaw: Check = ({ chunks, series, edge }) => {
  const buckets = series.filter(({ name }) => name === metric);
  const bounds = boundsOf(buckets);
  const most = bounds.at(-1) ?? 0;
  const born = births(buckets);
  const bucketOf = (seconds: number): number => bounds.findIndex((bound) => seconds <= bound + 1e-9);
  const times = [...new Set(buckets.flatMap(({ samples }) => samples.map(({ timeMs }) => timeMs)))].sort(
    (a, b) => a - b,
  );
  const ended = [...edge].sort((a, b) => a.endUs - b.endUs);
  const world = ask(chunks);
  const problems: string[] = [];
  let [compared, beyond, skipped] = [0, 0, 0];
  for (let i = 4; i < times.length; i += 4) {
    const toMs = times[i] ?? 0;
    const fromMs = toMs - minuteMs;
    if (times[i - 4] !== fromMs || born.some((bornMs) => bornMs > fromMs && bornMs <= toMs)) {
      skipped++;
      continue;
    }
    const until = (ms: number): number => countUntil(ended, ({ endUs }) => endUs, ms * 1000);
    const seconds = ended.slice(until(fromMs), until(toMs)).map(({ beganUs, endUs }) => (endUs - beganUs) / 1e6);
    if (seconds.length < fewest) continue;
    for (const q of asked) {
      const exact = quantile(seconds, q);
      const told = world.valueAt(`histogram_quantile(${q}, sum by (le) (increase(${metric}${window})))`, toMs);
      compared++;
      if (exact > most) {
        beyond++;
        if (told !== most) problems.push(`p${100 * q} until ${toMs}: ${told}, exact ${exact}, should be ${most}`);
      } else if (bucketOf(told) !== bucketOf(exact))
        problems.push(`p${100 * q} until ${toMs}: ${told}, exact ${exact}`);
    }
  }
  const measured = `${compared} quantiles of a minute asked for, ${beyond} of them beyond ${most} s; ${skipped} minutes in which a status was new left out; problems: ${problems.slice(0, 2).join('; ') || 'none'}`;
  return finding('R8', 'histogram against raw', measured, compared >= 3 && problems.length === 0);
};
