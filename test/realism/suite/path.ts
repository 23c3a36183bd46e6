import { classify } from '../../../apps/simulator/src/evidence/index.ts';
import type { RecordedSeries } from '../../support/run.ts';
import { type Check, finding, type Run } from './run.ts';
import { groupBy } from './statistics.ts';

const exporters: Readonly<Record<string, RegExp>> = {
  ingress: /^nginx_/,
  postgres: /^pg_/,
  redis: /^redis_/,
};

/** What a component says of itself, and what its caller says of it: one that is well may be what a caller complains about. */
const ofComponent = (series: readonly RecordedSeries[], component: string, caller: string): RecordedSeries[] => {
  const exporter = exporters[component];
  const isOwn = ({ name, labels }: RecordedSeries): boolean =>
    exporter ? exporter.test(name) : labels.service === component;
  const isOfCaller = ({ labels }: RecordedSeries): boolean =>
    labels.service === caller &&
    (labels.server_address === component || labels.db_system_name?.startsWith(component) === true);
  return series.filter((one) => isOwn(one) || isOfCaller(one));
};

/** Failures apart from the rest: a few in a hundred move no sum. */
const familyOf = ({ name, labels }: RecordedSeries): string =>
  [name, labels.error_type ?? '', labels.http_response_status_code ?? labels.status ?? ''].join(' ').trim();

interface Sample {
  readonly timeMs: number;
  readonly value: number;
}

/** One line a family: gauges as they are, the others as what they gained since the scrape before, all added up by half-minutes. */
function familiesOf(series: readonly RecordedSeries[]): Map<string, Sample[]> {
  const families = new Map<string, Sample[]>();
  const wanted = series.filter(({ name }) => !/_bucket$|timestamp|start_time|^up$|^scrape_/.test(name));
  for (const [name, list] of groupBy(wanted, familyOf)) {
    const sums = new Map<number, number>();
    for (const { type, samples, base } of list) {
      let last = base;
      for (const { timeMs, value } of samples) {
        const slot = Math.floor(timeMs / 15_000) * 15_000;
        sums.set(slot, (sums.get(slot) ?? 0) + (type === 'gauge' ? value : Math.max(0, value - last)));
        last = value;
      }
    }
    families.set(
      name,
      [...sums].sort(([a], [b]) => a - b).map(([timeMs, value]) => ({ timeMs, value })),
    );
  }
  return families;
}

interface Deviations {
  readonly families: number;
  readonly deviating: readonly string[];
  /** Of the first sample that lies far off; null when none does. */
  readonly firstMs: number | null;
}

function deviationsOf({ series, fromMs, onsetMs }: Run, component: string, caller: string): Deviations {
  const families = [...familiesOf(ofComponent(series, component, caller))];
  let firstMs: number | null = null;
  const deviating = families.flatMap(([name, samples]) => {
    const calm = samples.filter(({ timeMs }) => timeMs >= fromMs + 30_000 && timeMs < onsetMs - 15_000);
    const troubled = samples.filter(({ timeMs }) => timeMs >= onsetMs - 15_000);
    if (troubled.length === 0) return [];
    const normal = calm.map(({ value }) => value);
    const floor = Math.max(1e-3, 0.05 * Math.max(0, ...normal.map(Math.abs)));
    const outcome = classify(
      normal,
      troubled.map(({ value }) => value),
      { floor },
    );
    if (outcome === 'same' || outcome === 'unclear') return [];
    const top = Math.max(...normal) + 3 * floor;
    const at = troubled.find(({ value }) => value > top)?.timeMs;
    if (at !== undefined && (firstMs === null || at < firstMs)) firstMs = at;
    return [name];
  });
  return { families: families.length, deviating, firstMs };
}

const scrapeMs = 15_000;

/** Both ends of the guilty edge deviate, the cause not after its effect at the ingress. */
export const causalPath: Check = (run) => {
  const { truth } = run.scenario;
  const isQuiet = truth.component === 'alert';
  const [caller] = truth.guiltyEdge;
  const ends = truth.guiltyEdge.map((component) => ({ component, ...deviationsOf(run, component, caller) }));
  const ingress = deviationsOf(run, 'ingress', '');
  const told = ends
    .map(({ component, deviating, families }) => `${component} ${deviating.length} of ${families}`)
    .join(', ');
  const early = ends.map(({ firstMs }) => firstMs ?? Number.POSITIVE_INFINITY).reduce((a, b) => Math.min(a, b));
  const aheadS = ((ingress.firstMs ?? early) - early) / 1000;
  const inOrder = ingress.firstMs === null || early <= ingress.firstMs + scrapeMs;
  const ok = isQuiet || (ends.every(({ deviating }) => deviating.length > 0) && inOrder);
  const measured = isQuiet
    ? 'nothing is wrong: no path'
    : `families that deviate: ${told}, ingress ${ingress.deviating.length} of ${ingress.families}; cause ${aheadS} s before its effect (not later than one scrape)`;
  return finding('R18', 'causal path', measured, ok);
};
