/** A store's series as PromQL sees them at an instant: what had been scraped and ingested by then. */
import { upperBound } from '../columns.ts';
import type { Matcher } from '../matchers.ts';
import type { RawSeries, SeriesSource } from '../promql/values.ts';
import type { Registry } from './registry.ts';
import type { Store } from './store.ts';

/** Values of a label that a matcher lets pass, and their series; null when series without the label pass too. */
function posted(registry: Registry, { name, matches }: Matcher): number[][] | null {
  if (matches('')) return null;
  const lists: number[][] = [];
  for (const [value, ids] of registry.postings.get(name) ?? []) if (matches(value)) lists.push(ids);
  return lists;
}

function candidates(registry: Registry, matchers: readonly Matcher[]): number[] {
  let smallest: number[][] | null = null;
  let size = Number.POSITIVE_INFINITY;
  for (const matcher of matchers) {
    const lists = posted(registry, matcher);
    if (!lists) continue;
    const count = lists.reduce((sum, list) => sum + list.length, 0);
    if (count < size) [smallest, size] = [lists, count];
  }
  const ids = smallest ? smallest.flat() : registry.series.map(({ id }) => id);
  return ids
    .filter((id) => matchers.every(({ name, matches }) => matches(registry.series[id]?.labels.get(name) ?? '')))
    .sort((a, b) => a - b);
}

/** Matchers -> series, per registry; the registry only grows, so its size tells whether an entry still holds. */
const cache = new WeakMap<Registry, Map<string, { size: number; ids: readonly number[] }>>();

function matching(registry: Registry, matchers: readonly Matcher[]): readonly number[] {
  const known = cache.get(registry) ?? new Map<string, { size: number; ids: readonly number[] }>();
  cache.set(registry, known);
  const key = JSON.stringify(matchers.map(({ name, operator, value }) => [name, operator, value]));
  const found = known.get(key);
  if (found && found.size === registry.series.length) return found.ids;
  if (known.size > 1000) known.clear();
  const ids = candidates(registry, matchers);
  known.set(key, { size: registry.series.length, ids });
  return ids;
}

export function seriesSource(store: Store, asOfMs: number): SeriesSource {
  return {
    select(matchers) {
      const list: RawSeries[] = [];
      // Series of a target share their instants: look them up once.
      const visible = new Map<Float64Array, number>();
      for (const id of matching(store.registry, matchers)) {
        const data = store.metrics.series(id);
        if (!data) continue;
        const { timesMs, values, lagMs } = data;
        let count = visible.get(timesMs);
        if (count === undefined) {
          count = upperBound(timesMs, asOfMs - lagMs);
          visible.set(timesMs, count);
        }
        if (count > 0) list.push({ labels: data.identity.labels, timesMs, values, visible: count });
      }
      return list;
    },
  };
}
