/** R16: scrapes that fail, targets that go, processes that begin anew. */
import { ask } from '../../support/ask.ts';
import type { RecordedSeries } from '../../support/run.ts';
import { type Finding, finding, type Run } from './run.ts';
import { groupBy, range } from './statistics.ts';

/** Beside what a scrape brings, the scraper writes these itself. */
const ofScraper = new Set(['up', 'scrape_duration_seconds']);
/** Scrapes come each 15 s: that much of a new process' life may have been counted, by the second. */
const scrapeMs = 15_000;
const goneWithinMs = 300_000;
/** Nothing that a pod counts comes more often than a few hundred times a second; its first seconds bring no requests at all. */
const mostAtFirst = 100;

interface Told {
  readonly text: string;
  readonly problems: readonly string[];
}

const upOf = (list: readonly RecordedSeries[]): RecordedSeries['samples'] =>
  list.find(({ name }) => name === 'up')?.samples ?? [];

/** A scrape that failed leaves `up` 0 and no samples, never zeros. */
function failedScrapes(targets: ReadonlyMap<string, readonly RecordedSeries[]>): Told {
  const problems: string[] = [];
  let failed = 0;
  for (const [target, list] of targets) {
    const own = list.filter(({ name }) => !ofScraper.has(name));
    const brought = new Set(own.flatMap(({ samples }) => samples.map(({ timeMs }) => timeMs)));
    for (const { timeMs, value } of upOf(list)) {
      if (value === 0) failed++;
      if (value === 0 && brought.has(timeMs)) problems.push(`target ${target} at ${timeMs}: down, with samples`);
      if (value === 1 && !brought.has(timeMs)) problems.push(`target ${target} at ${timeMs}: up, without samples`);
    }
  }
  return { text: `${failed} scrapes failed`, problems };
}

/** Counters of a process that came into being during the run; those of the run's first scrapes carry their base. */
function freshProcesses(targets: ReadonlyMap<string, readonly RecordedSeries[]>, { fromMs }: Run): Told {
  const problems: string[] = [];
  const firsts: number[] = [];
  let fresh = 0;
  for (const list of targets.values()) {
    const started = list.find(({ name }) => name === 'process_start_time_seconds')?.samples ?? [];
    const begins = started.filter(({ timeMs, value }, i) =>
      i === 0 ? timeMs > fromMs + 2 * scrapeMs : value !== started[i - 1]?.value,
    );
    fresh += begins.length;
    for (const { timeMs } of begins) {
      for (const { name, type, samples } of list) {
        const first = samples.find((sample) => sample.timeMs === timeMs);
        if (type !== 'counter' || !first) continue;
        firsts.push(first.value);
        if (first.value > mostAtFirst) problems.push(`${name} of a new process begins at ${first.value}`);
      }
    }
  }
  return {
    text: `${fresh} processes are new, their counters begin at ${range(firsts, 1)} (at most ${mostAtFirst})`,
    problems,
  };
}

/** Asked as of long after: a pod that has been replaced has no series any more. */
async function goneTargets(targets: ReadonlyMap<string, readonly RecordedSeries[]>, run: Run): Promise<Told> {
  const world = ask(run.chunks);
  const problems: string[] = [];
  let gone = 0;
  for (const list of targets.values()) {
    const last = upOf(list).at(-1);
    const pod = list[0]?.labels.pod;
    if (!last || pod === undefined || last.timeMs > run.untilMs - 2 * scrapeMs) continue;
    gone++;
    const atMs = Math.min(last.timeMs + goneWithinMs, run.untilMs);
    if (world.labelsAt(`up{pod="${pod}"}`, 'pod', last.timeMs).length !== 1) problems.push(`${pod} was never there`);
    if (world.labelsAt(`{pod="${pod}"}`, '__name__', atMs).length > 0)
      problems.push(`${pod} is gone, and still there after ${(atMs - last.timeMs) / 1000} s`);
  }
  return { text: `${gone} targets are gone`, problems };
}

export async function gaps(run: Run): Promise<Finding> {
  const targets = groupBy(run.series, ({ target }) => String(target));
  const told = [failedScrapes(targets), freshProcesses(targets, run), await goneTargets(targets, run)];
  const problems = told.flatMap((one) => one.problems);
  const measured = `${told.map(({ text }) => text).join(', ')}, problems: ${problems.slice(0, 2).join('; ') || 'none'}`;
  return finding('R16', 'gaps and restarts', measured, problems.length === 0);
}
