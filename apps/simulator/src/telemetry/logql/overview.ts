/** Counts over a window: by level and time, by value, by template. */
import type { LogFacet, LogFacetsResult, LogHistogramResult, LogLevel } from '@firedrill/protocol';
import type { LogFacets, LogHistogram } from '../requests.ts';
import type { Registry } from '../store/registry.ts';
import type { Store } from '../store/store.ts';
import { labelNames, labelOf } from './plan.ts';
import { eachRow, passes, type Stretch, stretches } from './scan.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'fatal'];

export function logHistogram(store: Store, request: LogHistogram, asOfMs: number): LogHistogramResult {
  const { fromMs, toMs, buckets } = request;
  const stepMs = Math.max(1, Math.ceil((toMs - fromMs) / buckets));
  const count = Math.ceil((toMs - fromMs) / stepMs);
  const counts = new Map(levels.map((level) => [level, new Array<number>(count).fill(0)]));
  for (const { segment, from, to, tests } of stretches(store, request.query, request, asOfMs)) {
    const column = counts.get(store.registry.logTemplates[segment.template]?.level ?? 'info') ?? [];
    const fromUs = fromMs * 1000;
    const stepUs = stepMs * 1000;
    for (let row = from; row < to; row++) {
      if (tests.length > 0 && !passes(tests, segment, row)) continue;
      const bucket = Math.floor(((segment.timeUs[row] ?? 0) - fromUs) / stepUs);
      column[bucket] = (column[bucket] ?? 0) + 1;
    }
  }
  const of = (level: LogLevel): number[] => counts.get(level) ?? [];
  return {
    fromMs,
    stepMs,
    counts: { debug: of('debug'), info: of('info'), warn: of('warn'), error: of('error'), fatal: of('fatal') },
  };
}

const facetValues = 12;
/** A field with more different numbers than this is a measurement, and no facet. */
const mostNumbers = 60;

class Counts {
  readonly #counts = new Map<string, number>();

  add(value: string, count: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + count);
  }

  get size(): number {
    return this.#counts.size;
  }

  top(limit: number): { value: string; count: number }[] {
    return [...this.#counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, limit);
  }
}

/** Numbers counted by number first and turned into texts once. */
function tally(): { add(id: number): void; each(visit: (id: number, count: number) => void): void } {
  const counts = new Map<number, number>();
  return {
    add: (id) => counts.set(id, (counts.get(id) ?? 0) + 1),
    each: (visit) => {
      for (const [id, count] of counts) visit(id, count);
    },
  };
}

export function logFacets(store: Store, request: LogFacets, asOfMs: number): LogFacetsResult {
  const { registry } = store;
  const labels = new Map(labelNames.map((name) => [name, new Counts()]));
  const fields = new Map<string, Counts>();
  const patterns = new Map<number, number>();
  for (const [index, list] of byTemplate(stretches(store, request.query, request, asOfMs))) {
    const template = registry.logTemplates[index];
    if (!template) continue;
    const instances = tally();
    const columns = template.fields.map(() => tally());
    let rows = 0;
    eachRow(list, (segment, row) => {
      rows += 1;
      instances.add(segment.instance[row] ?? 0);
      for (let i = 0; i < columns.length; i++) columns[i]?.add(segment.fields[i]?.[row] ?? 0);
    });
    if (rows === 0) continue;
    patterns.set(index, rows);
    instances.each((id, count) => {
      for (const name of labelNames) labels.get(name)?.add(labelOf(name, template, registry.instances[id]), count);
    });
    template.fields.forEach(({ name, kind }, i) => {
      const counts = fields.get(name) ?? new Counts();
      fields.set(name, counts);
      columns[i]?.each((id, count) => {
        counts.add(kind === 'text' ? registry.strings.text(id) : kind === 'boolean' ? `${id === 1}` : `${id}`, count);
      });
    });
  }
  return {
    facets: [...labelFacets(labels), ...fieldFacets(fields, registry)],
    patterns: patternList(patterns, registry),
  };
}

function byTemplate(list: readonly Stretch[]): Map<number, Stretch[]> {
  const map = new Map<number, Stretch[]>();
  for (const stretch of list) {
    const { template } = stretch.segment;
    const known = map.get(template);
    if (known) known.push(stretch);
    else map.set(template, [stretch]);
  }
  return map;
}

const labelFacets = (labels: ReadonlyMap<string, Counts>): LogFacet[] =>
  [...labels].map(([name, counts]) => ({ name, kind: 'label', values: counts.top(50) }));

function fieldFacets(fields: ReadonlyMap<string, Counts>, registry: Registry): LogFacet[] {
  const numeric = new Set(
    registry.logTemplates.flatMap((template) =>
      template.fields.filter(({ kind }) => kind === 'number').map(({ name }) => name),
    ),
  );
  return [...fields]
    .filter(([name, counts]) => !numeric.has(name) || counts.size <= mostNumbers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, counts]) => ({ name, kind: 'field', values: counts.top(facetValues) }));
}

const patternList = (patterns: ReadonlyMap<number, number>, registry: Registry): LogFacetsResult['patterns'] => {
  const merged = new Map<string, LogFacetsResult['patterns'][number]>();
  for (const [index, count] of patterns) {
    const template = registry.logTemplates[index];
    if (!template) continue;
    const { service, level, message } = template;
    const key = JSON.stringify([service, level, message]);
    merged.set(key, { service, level, template: message, count: count + (merged.get(key)?.count ?? 0) });
  }
  return [...merged.values()].sort((a, b) => b.count - a.count || (a.template < b.template ? -1 : 1));
};
