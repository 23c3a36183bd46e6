/** R15, measured from outside: when does a query, asked as of an instant, see what happened? */
import type { Asked } from '../../support/ask.ts';
import { ask } from '../../support/ask.ts';
import { type Finding, finding, type Run } from './run.ts';
import { groupBy, quantile, range } from './statistics.ts';

const scrapeMs = 15_000;
const lagMs = [5_000, 30_000] as const;
const inTime = 0.99;
const mostLogLagMs = 3_000;
const stepMs = 50;

const seconds = (lags: readonly number[]): number[] => lags.map((lag) => lag / 1000);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const shareInTime = (lags: readonly number[]): number =>
  lags.filter((lag) => lag >= lagMs[0] - stepMs && lag <= lagMs[1] + stepMs).length / lags.length;

/** First instant, to a twentieth of a second, as of which `isSeen`; it stays seen. */
async function firstSeen(fromMs: number, toMs: number, isSeen: (asOfMs: number) => Promise<boolean>): Promise<number> {
  let [low, high] = [0, Math.ceil((toMs - fromMs) / stepMs)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await isSeen(fromMs + middle * stepMs)) high = middle;
    else low = middle + 1;
  }
  return fromMs + low * stepMs;
}

interface Told {
  readonly text: string;
  readonly problems: readonly string[];
}

const selector = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ');

/** For every target: from a scrape to its samples, and from anything that happened to the first sample that tells. */
async function ofTargets(world: Asked, { series }: Run): Promise<Told> {
  const problems: string[] = [];
  const lags: number[] = [];
  for (const [, [up]] of groupBy(
    series.filter(({ name }) => name === 'up'),
    ({ target }) => String(target),
  )) {
    if (!up || up.samples.length < 2) continue;
    const phases = new Set(up.samples.map(({ timeMs }) => timeMs % scrapeMs));
    if (phases.size > 1) problems.push(`${up.labels.instance}: scraped at ${phases.size} phases`);
    const expr = `count_over_time(up{${selector(up.labels)}}[2ms])`;
    const { timeMs } = up.samples[Math.floor(up.samples.length / 2)]!;
    const seenMs = await firstSeen(timeMs - 2_000, timeMs + 60_000, async (asOfMs) => {
      const { series: found } = await world.query({ kind: 'metric-instant', expr, atMs: timeMs + 1 }, asOfMs);
      return found.length > 0;
    });
    if (seenMs < timeMs) problems.push(`${up.labels.instance}: seen before it was scraped`);
    // Things happen at any instant between two scrapes.
    for (let agoMs = 0; agoMs < scrapeMs; agoMs += 500) lags.push(seenMs - (timeMs - agoMs));
  }
  const inside = shareInTime(lags);
  if (!(inside >= inTime)) problems.push(`${percent(inside)} of metrics are seen in time`);
  return { text: `metrics seen after ${range(seconds(lags), 1)} s (5-30 for 99 %: ${percent(inside)})`, problems };
}

/** Requests that the ingress has counted, as a query sees it, against those that had ended. */
async function ofRequests(world: Asked, { edge, series, fromMs, untilMs }: Run): Promise<Told> {
  const ends = edge.map(({ endUs }) => endUs / 1000).sort((a, b) => a - b);
  const counters = series.filter(({ name }) => name === 'nginx_ingress_controller_requests');
  // What had been counted before the first request that the run recorded.
  const firstMs = Math.min(...counters.map(({ samples }) => samples[0]?.timeMs ?? Number.POSITIVE_INFINITY));
  const first = counters.flatMap(({ samples }) => samples.filter(({ timeMs }) => timeMs === firstMs));
  const base = first.reduce((sum, { value }) => sum + value, 0) - ends.filter((endMs) => endMs <= firstMs).length;
  const lags: number[] = [];
  for (let asOfMs = fromMs + 60_000; asOfMs <= untilMs; asOfMs += 2_500) {
    const request = { kind: 'metric-instant', expr: 'sum(nginx_ingress_controller_requests)', atMs: asOfMs } as const;
    const seen = Number((await world.query(request, asOfMs)).series[0]?.values[0] ?? Number.NaN) - base;
    // The oldest that is not seen yet, and the newest that is.
    lags.push(asOfMs - (ends[seen] ?? asOfMs), asOfMs - (ends[seen - 1] ?? Number.NEGATIVE_INFINITY));
  }
  const inside = shareInTime(lags);
  return {
    text: `requests counted after ${range(seconds(lags), 1)} s (${percent(inside)})`,
    problems: inside >= inTime ? [] : [`${percent(inside)} of requests are counted in time`],
  };
}

/** At several instants: which lines are there, which are not yet, and that none is from later. */
async function ofLines(world: Asked, { lines, onsetMs, fromMs, untilMs }: Run): Promise<Told> {
  const problems: string[] = [];
  const written = lines.map(({ trueUs, instance }) => (trueUs + instance.clockSkewUs) / 1000).sort((a, b) => a - b);
  const between = (a: number, b: number): number => written.filter((at) => at >= a && at < b).length;
  const ages: number[] = [];
  let waiting = 0;
  for (const asOfMs of [fromMs + 30_000, onsetMs - 30_000, onsetMs + 31_300, onsetMs + 77_700, untilMs - 9_100]) {
    const request = { kind: 'log-histogram', query: '{service=~".+"}', buckets: 1 } as const;
    const seen = async (a: number, b: number): Promise<number> => {
      const { counts } = await world.query({ ...request, fromMs: a, toMs: b }, asOfMs);
      return Object.values(counts).reduce((sum, [count = 0]) => sum + count, 0);
    };
    const settledMs = asOfMs - mostLogLagMs;
    if ((await seen(settledMs - 20_000, settledMs)) !== between(settledMs - 20_000, settledMs))
      problems.push('a line of three seconds ago is not there yet');
    // Clocks of machines are milliseconds apart.
    if ((await seen(asOfMs + 6, asOfMs + 60_000)) > 0) problems.push('a line of a later instant is there');
    waiting += between(settledMs, asOfMs) - (await seen(settledMs, asOfMs));
    const { rows } = await world.query(
      { kind: 'log-search', query: '{service=~".+"}', fromMs: settledMs, toMs: asOfMs, limit: 1 },
      asOfMs,
    );
    if (rows[0]) ages.push(asOfMs - rows[0].timeMs);
  }
  if (waiting === 0) problems.push('every line is there at once');
  return {
    text: `newest lines ${range(
      ages.map((age) => age / 1000),
      1,
    )} s old, older than 3 s all there, ${waiting} younger ones not yet`,
    problems,
  };
}

/** Nothing of a span is there before it has ended. */
async function ofSpans(world: Asked, { onsetMs, fromMs }: Run): Promise<Told> {
  const ages: number[] = [];
  for (const asOfMs of [fromMs + 60_000, onsetMs, onsetMs + 60_000]) {
    const window = { fromMs: asOfMs - 30_000, toMs: asOfMs + 30_000 };
    const { traces } = await world.query({ kind: 'trace-search', ...window, limit: 200 }, asOfMs);
    for (const { startMs, durationMs } of traces) ages.push(asOfMs - startMs - durationMs);
  }
  // A trace's root may still run when its first spans are there; machines' clocks are milliseconds apart.
  const early = ages.filter((age) => age < -6).length;
  return {
    text: `traces ${quantile(ages, 0) / 1000} s old or older`,
    problems: early > 0 || ages.length === 0 ? [`${early} of ${ages.length} traces are there too early`] : [],
  };
}

export async function metricLag(run: Run): Promise<Finding> {
  const world = ask(run.chunks);
  const told = [
    await ofTargets(world, run),
    await ofRequests(world, run),
    await ofLines(world, run),
    await ofSpans(world, run),
  ];
  const problems = told.flatMap((one) => one.problems);
  const measured = `${told.map(({ text }) => text).join('; ')}; problems: ${problems.slice(0, 2).join('; ') || 'none'}`;
  return finding('R15', 'lag', measured, problems.length === 0);
}
