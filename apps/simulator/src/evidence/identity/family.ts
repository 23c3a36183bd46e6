/**
 * What a query comes to in a world, whatever its text: the series that its matchers leave, or the kinds of lines that its
 * filters leave. Queries of one family are one signal where all worlds show the same.
 */
import { createHash } from 'node:crypto';
import { parsePromql } from '../../telemetry/promql/parse.ts';
import type { Examined, Window } from '../examine.ts';
import { ofInstances } from './about.ts';
import { aboutMetric, nameOf, selectorsOf } from './metric.ts';

export type FamilyQuery =
  | { readonly modality: 'metric'; readonly expr: string; readonly focus: Readonly<Record<string, string>> }
  | { readonly modality: 'log'; readonly query: string };

const hashed = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url');

/** Parts of one series, such as buckets, are not series of their own. */
const without = [...ofInstances, '__name__', 'le'];

const isPartOf = (few: readonly string[], many: readonly string[]): boolean => {
  const all = new Set(many);
  return few.every((group) => all.has(group));
};

async function metricFamily(world: Examined, expr: string, focus: Readonly<Record<string, string>>, asOfMs: number) {
  const focused = Object.entries(focus).filter(([name]) => !without.includes(name));
  const found: { readonly metric: string; readonly groups: readonly string[] }[] = [];
  for (const selector of selectorsOf(parsePromql(expr))) {
    const conditions = [
      ...selector.matchers.map(({ name, operator, value }) => `${name}${operator}${JSON.stringify(value)}`),
      ...focused.map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    ];
    const groups = await world.query({ kind: 'metric-groups', match: `{${conditions.join(',')}}`, without }, asOfMs);
    found.push({ metric: nameOf(selector).replace(/_(bucket|sum|count)$/, ''), groups });
  }
  if (found.length === 0 || found.some(({ groups }) => groups.length === 0)) return null;
  // A share says of a part what the part says; its whole is only what it is divided by.
  const parts = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.metric === one.metric && other.groups.length < one.groups.length && isPartOf(other.groups, one.groups),
      ),
  );
  const told = parts.map(({ metric, groups }) => `${metric} ${hashed(groups)}`);
  return `${aboutMetric(expr).core} over ${[...new Set(told)].sort().join(' and ')}`;
}

/** null: it finds nothing, and only its text says what it is about. Rejects with the query's own error. */
export async function familyOf(
  world: Examined,
  query: FamilyQuery,
  window: Window,
  asOfMs: number,
): Promise<string | null> {
  if (query.modality === 'metric') return metricFamily(world, query.expr, query.focus, asOfMs);
  const templates = await world.query({ kind: 'log-templates', query: query.query, ...window }, asOfMs);
  return templates.length === 0 ? null : `lines ${hashed(templates)}`;
}
