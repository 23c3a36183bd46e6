/** Counts over a window: by level and time, by value, by template. */
import type { LogFacet, LogFacetsResult, LogHistogramResult, LogLevel } from '@firedrill/protocol';
import type { Numbers } from '../columns.ts';
import type { LogFacets, LogHistogram } from '../requests.ts';
import type { Registry } from '../store/registry.ts';
import type { LogSegment } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { labelNames, labelOf } from './plan.ts';
import { passes, type Stretch, stretches } from './scan.ts';

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

/** Counts by number: small whole numbers (those of strings and instances) in an array, others in a map. */
class Tally {
  readonly #small: Uint32Array;
  readonly #seen: number[] = [];
  readonly #others = new Map<number, number>();
  readonly #most: number;
  /** More different numbers than wanted: they are no longer counted. */
  overflowed = false;

  /** @param small an array of zeros, zeros again after `drain` */
  constructor(small: Uint32Array, most: number) {
    this.#small = small;
    this.#most = most;
  }

  add(id: number): void {
    if (this.overflowed) return;
    if (id >= 0 && id < this.#small.length && Number.isInteger(id)) {
      const count = this.#small[id] ?? 0;
      if (count === 0) this.#new(() => this.#seen.push(id));
      this.#small[id] = count + 1;
    } else {
      const count = this.#others.get(id) ?? 0;
      if (count === 0) this.#new(() => 0);
      this.#others.set(id, count + 1);
    }
  }

  #new(note: () => number): void {
    note();
    if (this.#seen.length + this.#others.size > this.#most) this.overflowed = true;
  }

  drain(visit: (id: number, count: number) => void): void {
    for (const id of this.#seen) {
      const count = this.#small[id] ?? 0;
      if (!this.overflowed) visit(id, count);
      this.#small[id] = 0;
    }
    if (this.overflowed) return;
    for (const [id, count] of this.#others) visit(id, count);
  }
}

export function logFacets(store: Store, request: LogFacets, asOfMs: number): LogFacetsResult {
  const { registry } = store;
  const labels = new Map(labelNames.map((name) => [name, new Counts()]));
  const fields = new Map<string, Counts>();
  const patterns = new Map<number, number>();
  const measurements = new Set<string>();
  const scratch = new Uint32Array(Math.max(registry.strings.strings.length, registry.instances.length, 1000));
  for (const [index, list] of byTemplate(stretches(store, request.query, request, asOfMs))) {
    const template = registry.logTemplates[index];
    if (!template) continue;
    const rows = columnTally(list, (segment) => segment.instance, scratch, Number.POSITIVE_INFINITY);
    if (rows.count === 0) continue;
    patterns.set(index, rows.count);
    rows.tally.drain((id, count) => {
      for (const name of labelNames) labels.get(name)?.add(labelOf(name, template, registry.instances[id]), count);
    });
    template.fields.forEach(({ name, kind }, i) => {
      const counts = fields.get(name) ?? new Counts();
      fields.set(name, counts);
      const most = kind === 'number' ? mostNumbers : Number.POSITIVE_INFINITY;
      const { tally } = columnTally(list, (segment) => segment.fields[i], scratch, most);
      if (tally.overflowed) measurements.add(name);
      tally.drain((id, count) => {
        counts.add(kind === 'text' ? registry.strings.text(id) : kind === 'boolean' ? `${id === 1}` : `${id}`, count);
      });
    });
  }
  return {
    facets: [...labelFacets(labels), ...fieldFacets(fields, measurements)],
    patterns: patternList(patterns, registry),
  };
}

/** One column at a time: that is how it lies in memory. */
function columnTally(
  list: readonly Stretch[],
  column: (segment: LogSegment) => Numbers | undefined,
  scratch: Uint32Array,
  most: number,
): { readonly tally: Tally; readonly count: number } {
  const tally = new Tally(scratch, most);
  let count = 0;
  for (const { segment, from, to, tests } of list) {
    const values = column(segment);
    if (!values) continue;
    for (let row = from; row < to && !tally.overflowed; row++) {
      if (tests.length > 0 && !passes(tests, segment, row)) continue;
      count += 1;
      tally.add(values[row] ?? 0);
    }
  }
  return { tally, count };
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

const fieldFacets = (fields: ReadonlyMap<string, Counts>, measurements: ReadonlySet<string>): LogFacet[] =>
  [...fields]
    .filter(([name]) => !measurements.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, counts]) => ({ name, kind: 'field', values: counts.top(facetValues) }));

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
