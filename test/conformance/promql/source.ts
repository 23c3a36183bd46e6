/** Loaded series as a source for the evaluator. */
import type { Matcher } from '../../../apps/simulator/src/telemetry/matchers.ts';
import type { RawSeries, SeriesSource } from '../../../apps/simulator/src/telemetry/promql/values.ts';
import { LabelSet } from '../../../apps/simulator/src/telemetry/store/label-set.ts';
import { type Item, type Load, noSample } from './script.ts';

interface Loaded {
  readonly labels: LabelSet;
  readonly samples: Map<number, Exclude<Item, null>>;
}

export class LoadedSeries implements SeriesSource {
  readonly #series = new Map<string, Loaded>();
  /** Whether a selector met a native histogram since this was last set to false. */
  metHistogram = false;

  load({ stepMs, series }: Load): void {
    for (const { labels, items } of series) {
      const set = LabelSet.of(labels);
      const loaded = this.#series.get(set.key) ?? { labels: set, samples: new Map() };
      this.#series.set(set.key, loaded);
      items.forEach((item, i) => {
        if (item !== null) loaded.samples.set(i * stepMs, item);
      });
    }
  }

  clear(): void {
    this.#series.clear();
  }

  select(matchers: readonly Matcher[]): RawSeries[] {
    return [...this.#series.values()]
      .filter(({ labels }) => matchers.every(({ name, matches }) => matches(labels.get(name))))
      .map(({ labels, samples }) => {
        const sorted = [...samples].sort(([a], [b]) => a - b);
        if (sorted.some(([, item]) => item === 'histogram')) this.metHistogram = true;
        return {
          labels,
          timesMs: Float64Array.from(sorted, ([timeMs]) => timeMs),
          values: Float64Array.from(sorted, ([, item]) => (typeof item === 'number' ? item : noSample)),
          visible: sorted.length,
        };
      });
  }
}
