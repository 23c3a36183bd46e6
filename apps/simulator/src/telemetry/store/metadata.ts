/** What metrics and labels there are, as far as they can be seen at an instant. */
import type { MetricMetadata } from '@firedrill/protocol';
import { type Matcher, matcher } from '../matchers.ts';
import { noSample } from '../record/chunk.ts';
import type { LabelSet } from './label-set.ts';
import { seriesSource } from './source.ts';
import type { Store } from './store.ts';

const everything = [matcher('__name__', '!=', '')];

function* visibleLabels(store: Store, asOfMs: number, matchers: readonly Matcher[]): Generator<LabelSet> {
  for (const { labels, values, visible } of seriesSource(store, asOfMs).select(matchers)) {
    for (let i = visible - 1; i >= 0; i--) {
      if (values[i] === noSample) continue;
      yield labels;
      break;
    }
  }
}

const family = (name: string): string => name.replace(/_(?:bucket|sum|count)$/, '');

export function metricMetadata(store: Store, asOfMs: number): MetricMetadata {
  const names = new Set<string>();
  const labelNames = new Set<string>();
  for (const labels of visibleLabels(store, asOfMs, everything)) {
    names.add(labels.metricName);
    for (const name of labels.names) labelNames.add(name);
  }
  const { meta } = store.registry;
  return {
    metrics: [...names].sort().map((name) => {
      const { type, help } = meta.get(name) ?? meta.get(family(name)) ?? { type: 'unknown', help: '' };
      return { name, type, help };
    }),
    labelNames: [...labelNames].sort(),
  };
}

export function labelValues(
  store: Store,
  asOfMs: number,
  name: string,
  matchers: readonly Matcher[] = everything,
): string[] {
  const values = new Set<string>();
  for (const labels of visibleLabels(store, asOfMs, matchers)) {
    const value = labels.get(name);
    if (value !== '') values.add(value);
  }
  return [...values].sort();
}

export function groupsWithout(
  store: Store,
  asOfMs: number,
  matchers: readonly Matcher[],
  without: readonly string[],
): string[] {
  const groups = new Set<string>();
  for (const labels of visibleLabels(store, asOfMs, matchers)) groups.add(labels.without(without).toString());
  return [...groups].sort();
}
