/** Runs what was pinned in the drill's own world and in the worlds where its reading would be wrong. */
import type { EvidenceQuery, MetricSeries } from '@firedrill/protocol';
import type { TelemetryRequest, TelemetryResult } from '../telemetry/query.ts';
import { isBounded } from './bounded.ts';
import { type ClassifyOptions, classify, type Outcome } from './classify.ts';
import { leastDifference } from './floor.ts';

/** The part of a world that evidence needs. */
export interface Examined {
  query<R extends TelemetryRequest>(request: R, asOfMs: number): Promise<TelemetryResult<R>>;
}

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A query as evidence asks it: of a trace, its span counts and not which one it was found in. */
export type Question = Exclude<EvidenceQuery, { modality: 'trace' }> | SpanQuestion;
type SpanQuestion = Omit<Extract<EvidenceQuery, { modality: 'trace' }>, 'traceId'>;

/** A question is asked of many worlds. */
const scales = new WeakMap<Question, ClassifyOptions>();

function scaleOf(query: Question): ClassifyOptions {
  const known = scales.get(query);
  if (known) return known;
  const isMetric = query.modality === 'metric';
  const scale = {
    floor: isMetric ? leastDifference(query.expr) : 1,
    unordered: query.modality === 'trace',
    bounded: isMetric && isBounded(query.expr),
  };
  scales.set(query, scale);
  return scale;
}

const stepMs = 15_000;
/** Labels that name one of many equals: they are not part of what a query is about. */
const ofInstances: ReadonlySet<string> = new Set(['pod', 'instance', 'version', 'node', 'id', 'uid']);

type Labels = Readonly<Record<string, string>>;

const groupOf = (labels: Labels): string =>
  Object.entries(labels)
    .filter(([name]) => !ofInstances.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

const numeric = (value: number | 'NaN' | '+Inf' | '-Inf'): number => (typeof value === 'number' ? value : Number.NaN);

/** By group, series added up instant by instant. */
function grouped(series: readonly MetricSeries[]): Map<string, number[]> {
  const sums = new Map<string, Map<number, number>>();
  for (const one of series) {
    const group = groupOf(one.labels);
    const own = sums.get(group) ?? new Map<number, number>();
    sums.set(group, own);
    one.timesMs.forEach((timeMs, i) => {
      const value = numeric(one.values[i] ?? 'NaN');
      if (Number.isFinite(value)) own.set(timeMs, (own.get(timeMs) ?? 0) + value);
    });
  }
  return new Map(
    [...sums].map(([group, own]) => [group, [...own].sort(([a], [b]) => a - b).map(([, value]) => value)]),
  );
}

export type Groups = ReadonlyMap<string, readonly number[]>;

/** What a query shows in a world, by group; of lines and spans there is one. Rejects with the query's own error. */
export async function groupsOf(world: Examined, query: Question, window: Window, asOfMs: number): Promise<Groups> {
  switch (query.modality) {
    case 'metric': {
      const step = Math.max(stepMs, Math.ceil((window.toMs - window.fromMs) / 240 / 1000) * 1000);
      const { series } = await world.query({ kind: 'metric-range', expr: query.expr, ...window, stepMs: step }, asOfMs);
      return grouped(series);
    }
    case 'log': {
      const buckets = Math.max(1, Math.min(240, Math.round((window.toMs - window.fromMs) / stepMs)));
      const { counts } = await world.query({ kind: 'log-histogram', query: query.query, ...window, buckets }, asOfMs);
      const sums = Array.from({ length: buckets }, (_, i) =>
        Object.values(counts).reduce((sum, level) => sum + (level[i] ?? 0), 0),
      );
      return new Map([['', sums]]);
    }
    case 'trace': {
      const { service, operation } = query;
      const spans = await world.query({ kind: 'span-durations', service, operation, ...window }, asOfMs);
      return new Map([['', spans.map((span) => span.selfMs)]]);
    }
    case 'event':
      return new Map();
  }
}

/** Groups that somebody may mean who asks this: the focused one, or all where nothing was focused. */
export function groupsAbout(query: Question, found: Groups): readonly string[] {
  const focused = query.modality === 'metric' ? groupOf(query.focus) : '';
  if (focused !== '' || query.modality !== 'metric' || found.has('')) return [focused];
  return [...found.keys()].sort();
}

/** The one that is meant: by its focus, or because it is the only one in the first answer that has any. null: nobody can say. */
export function groupMeant(query: Question, ...answers: readonly Groups[]): string | null {
  const groups = groupsAbout(query, answers.find(({ size }) => size > 0) ?? new Map());
  return groups.length > 1 ? null : (groups[0] ?? '');
}

/** What the numbers of a group show against those of the healthy world. */
export const outcomeOf = (query: Question, healthy: readonly number[], seen: readonly number[]): Outcome =>
  classify(healthy, seen, scaleOf(query));

const nearMs = 60_000;

async function examineEvent(
  seen: Examined,
  healthy: Examined,
  changeId: string,
  window: Window,
  asOfMs: number,
): Promise<Outcome> {
  const all = await seen.query({ kind: 'changes', ...window }, asOfMs);
  const pinned = all.find((change) => change.id === changeId);
  if (!pinned) return 'unclear';
  const around = { fromMs: pinned.timeMs - nearMs, toMs: pinned.timeMs + nearMs };
  const others = await healthy.query({ kind: 'changes', ...around }, asOfMs);
  const same = others.some(
    (change) => change.kind === pinned.kind && change.service === pinned.service && change.reason === pinned.reason,
  );
  return same ? 'same' : 'higher';
}

/** What the query shows in `seen`, compared with `healthy`, as of one instant. Rejects with the query's own error. */
export async function examine(
  seen: Examined,
  healthy: Examined,
  query: Question,
  window: Window,
  asOfMs: number,
): Promise<Outcome> {
  if (query.modality === 'event') return examineEvent(seen, healthy, query.changeId, window, asOfMs);
  const [actual, normal] = await Promise.all([
    groupsOf(seen, query, window, asOfMs),
    groupsOf(healthy, query, window, asOfMs),
  ]);
  const group = groupMeant(query, actual, normal);
  return group === null ? 'unclear' : outcomeOf(query, normal.get(group) ?? [], actual.get(group) ?? []);
}

/** The same in words, for a prediction that was checked in the drill's own world: now against the hour before. */
export async function compareWithBefore(
  world: Examined,
  query: Question,
  window: Window,
  asOfMs: number,
): Promise<{ found: string; outcome: Outcome }> {
  if (query.modality === 'event') return { found: 'a change is either there or not', outcome: 'unclear' };
  const lengthMs = window.toMs - window.fromMs;
  const before = { fromMs: window.fromMs - lengthMs - 600_000, toMs: window.toMs - lengthMs - 600_000 };
  const [shown, earlier] = await Promise.all([
    groupsOf(world, query, window, asOfMs),
    groupsOf(world, query, before, asOfMs),
  ]);
  const group = groupMeant(query, shown, earlier);
  if (group === null) return { found: 'several series, of which none was named', outcome: 'unclear' };
  const [now, then] = [shown.get(group) ?? [], earlier.get(group) ?? []];
  const outcome = outcomeOf(query, then, now);
  const mean = (values: readonly number[]): string =>
    values.length === 0 ? 'nothing' : (values.reduce((a, b) => a + b, 0) / values.length).toPrecision(3);
  return { found: `mean ${mean(now)} in the window, ${mean(then)} in the window before`, outcome };
}
