import { type Check, finding } from './run.ts';
import { groupBy } from './statistics.ts';

/** Beside what a scrape brings, the scraper writes these itself. */
const ofScraper = new Set(['up', 'scrape_duration_seconds']);

/** A scrape that failed leaves `up` 0 and no samples, never zeros; a new process counts from about nothing. */
export const gaps: Check = ({ series, fromMs }) => {
  const problems: string[] = [];
  let failed = 0;
  let fresh = 0;
  for (const [target, list] of groupBy(series, (one) => String(one.target))) {
    const up = list.find(({ name }) => name === 'up')?.samples ?? [];
    const own = list.filter(({ name }) => !ofScraper.has(name));
    const brought = new Set(own.flatMap(({ samples }) => samples.map(({ timeMs }) => timeMs)));
    for (const { timeMs, value } of up) {
      if (value === 0) failed++;
      if (value === 0 && brought.has(timeMs)) problems.push(`target ${target} at ${timeMs}: down, with samples`);
      if (value === 1 && !brought.has(timeMs)) problems.push(`target ${target} at ${timeMs}: up, without samples`);
    }
    const begun = up[0]?.timeMs ?? 0;
    // Counters of a pod that came into being during the run; those of the run's first scrapes carry their base.
    if (begun < fromMs + 30_000) continue;
    fresh++;
    for (const { name, type, samples, base } of own) {
      if (type !== 'counter' || base !== 0 || name.startsWith('process_cpu')) continue;
      const first = samples[0];
      if (first && first.timeMs === begun && first.value > 5_000) problems.push(`${name} begins at ${first.value}`);
    }
  }
  const measured = `${failed} scrapes failed, ${fresh} targets are new, problems: ${problems.slice(0, 2).join('; ') || 'none'}`;
  return finding('R16', 'gaps and restarts', measured, problems.length === 0);
};
