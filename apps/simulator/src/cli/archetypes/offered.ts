/** What the platform itself offers to look at: every metric, every service's lines, spans and changes around the page. */
import { components } from '@firedrill/protocol';
import type { Scenario } from '../../scenario/index.ts';
import type { Subject } from '../../scenario/transcript.ts';
import type { World } from '../../world/worlds.ts';
import { Draws } from './draws.ts';

export interface Offered {
  readonly subjects: readonly Subject[];
  readonly files: readonly string[];
  /** Verbs with their parameters. */
  readonly acts: readonly Readonly<Record<string, unknown>>[];
}

const minuteMs = 60_000;
/** Minutes after the page. */
const window: [number, number] = [-4, 6];
const feedMinutes = 20;
const mostTraces = 60;
const mostGroups = 3;
/** More of a kind would only make the same chance slower to run. */
const mostOfAKind = 40;

function exprOf(name: string, type: string): string {
  if (type === 'histogram') return `histogram_quantile(0.95, sum by (le, service) (rate(${name}_bucket[1m])))`;
  return type === 'counter' ? `sum by (service) (rate(${name}[1m]))` : `sum by (service) (${name})`;
}

async function metrics(world: World, pagedAtMs: number): Promise<Subject[]> {
  const asOfMs = pagedAtMs + window[1] * minuteMs;
  const { metrics: all } = await world.query({ kind: 'metric-metadata' }, asOfMs);
  const subjects: Subject[] = [];
  for (const { name, type } of all) {
    const metric = exprOf(name, type);
    const range = { fromMs: pagedAtMs - minuteMs, toMs: pagedAtMs, stepMs: 15_000 };
    const { series } = await world.query({ kind: 'metric-range', expr: metric, ...range }, asOfMs);
    for (const { labels } of series.slice(0, mostGroups)) subjects.push({ metric, focus: { ...labels }, window });
  }
  return subjects;
}

const logs = (): Subject[] =>
  components.flatMap(({ id }) =>
    ['info', 'warn', 'error'].map((level) => ({ log: `{service="${id}", level="${level}"}`, window })),
  );

async function spans(world: World, pagedAtMs: number): Promise<Subject[]> {
  const asOfMs = pagedAtMs + window[1] * minuteMs;
  const range = { fromMs: pagedAtMs - minuteMs, toMs: pagedAtMs };
  const { traces } = await world.query({ kind: 'trace-search', ...range, limit: mostTraces }, asOfMs);
  const found = new Map<string, Subject>();
  for (const { traceId } of traces) {
    const trace = await world.query({ kind: 'trace', traceId }, asOfMs);
    for (const { service, operation } of trace?.spans ?? [])
      found.set(`${service} ${operation}`, { trace: { service, operation, slowerThanMs: 0 }, window });
  }
  return [...found.values()];
}

async function changes(world: World, pagedAtMs: number): Promise<Subject[]> {
  const range = { fromMs: pagedAtMs - feedMinutes * minuteMs, toMs: pagedAtMs };
  const feed = await world.query({ kind: 'changes', ...range }, pagedAtMs);
  const found = new Map<string, Subject>();
  for (const { kind, service, reason } of feed)
    found.set(`${kind} ${service} ${reason}`, { event: { kind, service, reason }, window: [-feedMinutes, 1] });
  return [...found.values()].filter(({ event }) => event?.service !== '');
}

/** The ones that help most often, of services that people deploy. */
const acts = ['api-gateway', 'catalog-service', 'order-service', 'payment-service'].flatMap((service) =>
  ['roll-back', 'restart'].map((verb) => ({ verb, service })),
);

/** Throws when nobody is paged. */
export async function offeredIn(world: World, scenario: Scenario): Promise<Offered> {
  const page = await world.page();
  if (!page) throw new Error(`${scenario.id}: nobody is paged`);
  const kinds = [
    await metrics(world, page.firedAtMs),
    logs(),
    await spans(world, page.firedAtMs),
    await changes(world, page.firedAtMs),
  ];
  const draws = new Draws(scenario.id, 0);
  const files = [...scenario.baseFiles.keys()].filter((path) => path.startsWith('src/')).sort();
  return { subjects: kinds.flatMap((kind) => draws.shuffled(kind).slice(0, mostOfAKind)), files, acts };
}
