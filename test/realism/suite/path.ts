/** R18: from the cause to what users feel, each step is there, shows, and does not show before what it follows from. */
import { classify } from '../../../apps/simulator/src/evidence/index.ts';
import type { RecordedSeries } from '../../support/run.ts';
import { type Check, finding, type Run } from './run.ts';
import { groupBy, mean } from './statistics.ts';
import { ingress, topologyOf, waysToIngress } from './topology.ts';

const scrapeMs = 15_000;

const exporters: Readonly<Record<string, RegExp>> = {
  [ingress]: /^nginx_/,
  postgres: /^pg_/,
  redis: /^redis_/,
};

/** What a component says of itself. */
const ownSeries = (series: readonly RecordedSeries[], component: string): RecordedSeries[] => {
  const exporter = exporters[component];
  return series.filter(({ name, labels }) => (exporter ? exporter.test(name) : labels.service === component));
};

/** What a caller says of it: one that is well may be what a caller complains about. */
const callersView = (series: readonly RecordedSeries[], component: string, caller: string): RecordedSeries[] =>
  series.filter(
    ({ labels }) =>
      labels.service === caller &&
      (labels.server_address === component || labels.db_system_name?.startsWith(component) === true),
  );

/** Failures apart from the rest: a few in a hundred move no sum. */
const familyOf = ({ name, labels }: RecordedSeries): string =>
  [name, labels.error_type ?? '', labels.http_response_status_code ?? labels.status ?? ''].join(' ').trim();

interface Sample {
  readonly timeMs: number;
  readonly value: number;
}

interface Family {
  /** Of events or things, and not of seconds or shares. */
  readonly counts: boolean;
  readonly samples: readonly Sample[];
}

/** Of fewer events a mean is luck. */
const fewestEvents = 5;

/** One line a family: gauges as they are, the others as what they gained since the scrape before, all added up by scrapes. */
function familiesOf(series: readonly RecordedSeries[]): Map<string, Family> {
  const families = new Map<string, Family>();
  const wanted = series.filter(({ name }) => !/_bucket$|timestamp|start_time|^up$|^scrape_/.test(name));
  for (const [name, list] of groupBy(wanted, familyOf)) {
    const sums = new Map<number, number>();
    for (const { type, samples, base } of list) {
      let last = base;
      for (const { timeMs, value } of samples) {
        const slot = Math.floor(timeMs / scrapeMs) * scrapeMs;
        sums.set(slot, (sums.get(slot) ?? 0) + (type === 'gauge' ? value : Math.max(0, value - last)));
        last = value;
      }
    }
    const samples = [...sums].sort(([a], [b]) => a - b).map(([timeMs, value]) => ({ timeMs, value }));
    const isTime = /_(sum|seconds|seconds_total|ratio)( |$)/.test(name);
    families.set(name, { counts: !isTime, samples });
  }
  for (const [name, { samples }] of [...families]) {
    const events = families.get(name.replace(/_sum\b/, '_count'));
    if (!/_sum( |$)/.test(name) || !events) continue;
    if (mean(events.samples.map(({ value }) => value)) < fewestEvents && samples.length > 0) families.delete(name);
  }
  return families;
}

interface Deviations {
  readonly families: number;
  readonly deviating: readonly string[];
  /** Of the first sample that lies far off; null when none does. */
  readonly firstMs: number | null;
}

/** One event more or less is luck. */
const floorOf = ({ counts }: Family, normal: readonly number[]): number =>
  Math.max(counts ? 1 : 1e-3, 0.05 * Math.max(0, ...normal.map(Math.abs)));

/** Against the same minutes of the world in which nothing goes wrong, which has the same visitors with the same luck. */
function deviationsOf(run: Run, pick: (series: readonly RecordedSeries[]) => RecordedSeries[]): Deviations {
  const seen = familiesOf(pick(run.series));
  const usual = familiesOf(pick(run.twin?.series ?? []));
  let firstMs: number | null = null;
  const deviating: string[] = [];
  for (const name of new Set([...seen.keys(), ...usual.keys()])) {
    const [own, twin] = [seen.get(name)?.samples ?? [], usual.get(name)?.samples ?? []];
    const since = (samples: readonly Sample[]): Sample[] =>
      samples.filter(({ timeMs }) => timeMs >= run.onsetMs - scrapeMs);
    const normal = since(twin).map(({ value }) => value);
    const floor = floorOf(seen.get(name) ?? usual.get(name) ?? { counts: true, samples: [] }, normal);
    const actual = since(own).map(({ value }) => value);
    const outcome = classify(normal, actual, { floor });
    if (outcome === 'same' || outcome === 'unclear') continue;
    deviating.push(name);
    const twins = new Map(twin.map(({ timeMs, value }) => [timeMs, value]));
    const at = since(own).find(({ timeMs, value }) => Math.abs(value - (twins.get(timeMs) ?? 0)) > 4 * floor);
    if (at !== undefined && (firstMs === null || at.timeMs < firstMs)) firstMs = at.timeMs;
  }
  return { families: new Set([...seen.keys(), ...usual.keys()]).size, deviating, firstMs };
}

/** Of what has no part in it: orders that do not arrive any more show there as well, honestly, so it is not none. */
const mostOffPath = 0.05;

/** Every step on the way from the cause to the ingress deviates, none before the one that it follows from. */
export const causalPath: Check = (run) => {
  const { scenario, spans, twin } = run;
  if (!twin) throw new Error('a path shows against the world in which nothing goes wrong');
  const { truth } = scenario;
  const topology = topologyOf(spans);
  const components = [
    ...new Set([ingress, ...[...topology].flatMap(([caller, callees]) => [caller, ...callees])]),
  ].sort();
  const shown = new Map(
    components.map((component) => [component, deviationsOf(run, (series) => ownSeries(series, component))]),
  );
  const of = (component: string): Deviations => shown.get(component) ?? { families: 0, deviating: [], firstMs: null };
  const isBorne = (way: readonly string[]): boolean =>
    way.every((component, i) => {
      const before = i === 0 ? null : of(way[i - 1] ?? '').firstMs;
      const { deviating, firstMs } = of(component);
      // Components are scraped at different instants.
      return deviating.length > 0 && (before === null || firstMs === null || before <= firstMs + scrapeMs);
    });
  const way = scenario.nothingWrong ? [] : waysToIngress(topology, truth.component, truth.guiltyEdge).find(isBorne);
  const [caller, callee] = truth.guiltyEdge;
  const seen = deviationsOf(run, (series) => callersView(series, callee, caller));
  const onEdge = topology.get(caller)?.has(callee) === true;
  const part = new Set([...(way ?? []), caller, callee]);
  const off = components.filter((component) => scenario.nothingWrong || !part.has(component)).map(of);
  const families = off.reduce((sum, one) => sum + one.families, 0);
  const strays = off.flatMap(({ deviating }) => deviating);
  const problems: string[] = [];
  if (!way) problems.push(`no way from ${truth.component} to the ingress on which every step shows in order`);
  if (!onEdge) problems.push(`${caller} never calls ${callee}`);
  if (!scenario.nothingWrong && seen.deviating.length + of(callee).deviating.length === 0)
    problems.push(`the edge from ${caller} to ${callee} shows nothing`);
  if (strays.length > mostOffPath * families) problems.push(`beside the path ${strays.slice(0, 6).join(', ')} deviate`);
  const time = (firstMs: number | null): string => (firstMs === null ? '-' : `${(firstMs - run.onsetMs) / 1000} s`);
  const steps = (way ?? []).map((component) => {
    const { deviating, families: all, firstMs } = of(component);
    return `${component} ${deviating.length} of ${all} at ${time(firstMs)}`;
  });
  const measured = `${steps.join(' -> ') || 'nothing is wrong: no path'}; ${caller} on ${callee} ${seen.deviating.length} of ${seen.families}, ${callee} itself ${of(callee).deviating.length}; beside the path ${strays.length} of ${families} (<= 5 %); problems: ${problems.join('; ') || 'none'}`;
  return finding('R18', 'causal path', measured, problems.length === 0);
};
