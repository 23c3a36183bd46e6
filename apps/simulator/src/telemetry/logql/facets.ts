import type { LogFacet, LogFacetsResult } from '@firedrill/protocol';
import type { Numbers } from '../columns.ts';
import type { LogFacets } from '../requests.ts';
import type { Registry } from '../store/registry.ts';
import type { LogSegment } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { labelNames, labelOf } from './plan.ts';
import { passes, type Stretch, stretches } from './scan.ts';
import { Tally, Top } from './tally.ts';

const labelValues = 50;
const fieldValues = 12;
/** A field with more different numbers than this is a measurement, and no facet. */
const mostNumbers = 60;

/** Labels and fields of the matching lines with their most frequent values, and the templates. */
export function logFacets(store: Store, request: LogFacets, asOfMs: number): LogFacetsResult {
  const { registry } = store;
  const list = stretches(store, request.query, request, asOfMs).map(matchingRows);
  const scratch = new Uint32Array(Math.max(registry.strings.strings.length, registry.instances.length, 1000));
  return {
    facets: [...labelFacets(list, registry, scratch), ...fieldFacets(list, registry, scratch)],
    patterns: patterns(list, registry),
  };
}

/** Tests are run once, and every column is then read for the rows that passed. */
interface Matching {
  readonly segment: LogSegment;
  readonly from: number;
  readonly to: number;
  /** null: all of [from, to) */
  readonly rows: readonly number[] | null;
  readonly count: number;
}

function matchingRows({ segment, from, to, tests }: Stretch): Matching {
  if (tests.length === 0) return { segment, from, to, rows: null, count: to - from };
  const rows: number[] = [];
  for (let row = from; row < to; row++) if (passes(tests, segment, row)) rows.push(row);
  return { segment, from, to, rows, count: rows.length };
}

function tallyColumn(tally: Tally, column: Numbers, { from, to, rows }: Matching): void {
  if (rows) for (const row of rows) tally.add(column[row] ?? 0);
  else for (let row = from; row < to && !tally.overflowed; row++) tally.add(column[row] ?? 0);
}

function labelFacets(list: readonly Matching[], registry: Registry, scratch: Uint32Array): LogFacet[] {
  const counts = new Map(labelNames.map((name) => [name, new Map<string, number>()]));
  for (const matching of list) {
    const template = registry.logTemplates[matching.segment.template];
    if (!template) continue;
    const tally = new Tally(scratch, Number.POSITIVE_INFINITY);
    tallyColumn(tally, matching.segment.instance, matching);
    tally.drain((id, count) => {
      for (const [name, values] of counts) {
        const value = labelOf(name, template, registry.instances[id]);
        values.set(value, (values.get(value) ?? 0) + count);
      }
    });
  }
  return [...counts].map(([name, values]) => {
    const top = new Top(labelValues);
    for (const [value, count] of values) top.offer(count, () => value);
    return { name, kind: 'label', values: top.values };
  });
}

interface FieldColumns {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'boolean';
  readonly columns: { readonly column: Numbers; readonly matching: Matching }[];
}

/** Columns of equal name and kind, of whatever templates. */
function fieldColumns(list: readonly Matching[], registry: Registry): FieldColumns[] {
  const fields = new Map<string, FieldColumns>();
  for (const matching of list) {
    if (matching.count === 0) continue;
    registry.logTemplates[matching.segment.template]?.fields.forEach(({ name, kind }, i) => {
      const column = matching.segment.fields[i];
      const key = `${name} ${kind}`;
      const field = fields.get(key) ?? { name, kind, columns: [] };
      fields.set(key, field);
      if (column) field.columns.push({ column, matching });
    });
  }
  return [...fields.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fieldFacets(list: readonly Matching[], registry: Registry, scratch: Uint32Array): LogFacet[] {
  return fieldColumns(list, registry).flatMap(({ name, kind, columns }): LogFacet[] => {
    const tally = new Tally(scratch, kind === 'number' ? mostNumbers : Number.POSITIVE_INFINITY);
    for (const { column, matching } of columns) tallyColumn(tally, column, matching);
    const top = new Top(fieldValues);
    tally.drain((value, count) => {
      top.offer(count, () =>
        kind === 'text' ? registry.strings.text(value) : kind === 'boolean' ? `${value === 1}` : `${value}`,
      );
    });
    return tally.overflowed ? [] : [{ name, kind: 'field', values: top.values }];
  });
}

function patterns(list: readonly Matching[], registry: Registry): LogFacetsResult['patterns'] {
  const merged = new Map<string, LogFacetsResult['patterns'][number]>();
  for (const { segment, count } of list) {
    const template = registry.logTemplates[segment.template];
    if (!template || count === 0) continue;
    const { service, level, message } = template;
    const key = JSON.stringify([service, level, message]);
    merged.set(key, { service, level, template: message, count: count + (merged.get(key)?.count ?? 0) });
  }
  return [...merged.values()].sort((a, b) => b.count - a.count || (a.template < b.template ? -1 : 1));
}
