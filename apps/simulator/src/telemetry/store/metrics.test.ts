import { describe, expect, it } from 'vitest';
import { noSample } from '../record/chunk.ts';
import { LabelSet } from './label-set.ts';
import { MetricStore } from './metrics.ts';
import { Registry } from './registry.ts';

const registry = new Registry();
const target = registry.target({ labels: { instance: '10.0.0.1:80' }, ingestLagUs: 0 });
const counter = registry.seriesOf(LabelSet.of({ __name__: 'errors_total' }), 'counter', target);
const gauge = registry.seriesOf(LabelSet.of({ __name__: 'open' }), 'gauge', target);

interface Scrapes {
  readonly sliceId: string;
  readonly fromMs: number;
  readonly id: number;
  /** null: the series was not there. */
  readonly values: readonly (number | null)[];
}

function store(pieces: readonly Scrapes[]): MetricStore {
  const made = new MetricStore(registry);
  for (const { sliceId, fromMs, id, values } of pieces) {
    made.adopt({
      sliceId,
      target,
      timesMs: Float64Array.from(values, (_, i) => fromMs + i),
      columns: new Map(values.every((value) => value === null) ? [] : [[id, 0]]),
      width: 1,
      bases: [0],
      values: Float64Array.from(values, (value) => value ?? noSample),
      stride: values.length,
    });
  }
  return made;
}

const valuesOf = (of: MetricStore, id: number): number[] => [...(of.series(id)?.values ?? [])];

describe('a series that a later slice has nothing of', () => {
  it('stands still when it counts, until the slice counts too', () => {
    const seen = store([
      { sliceId: 'a', fromMs: 0, id: counter, values: [null, 3, 5] },
      { sliceId: 'b', fromMs: 10, id: counter, values: [null, null] },
      { sliceId: 'b', fromMs: 20, id: counter, values: [null, 2, 4] },
    ]);
    expect(valuesOf(seen, counter)).toEqual([noSample, 3, 5, 5, 5, 5, 7, 9]);
  });

  it('stays away when it is a gauge', () => {
    const seen = store([
      { sliceId: 'a', fromMs: 0, id: gauge, values: [3, 5] },
      { sliceId: 'b', fromMs: 10, id: gauge, values: [null, 2] },
    ]);
    expect(valuesOf(seen, gauge)).toEqual([3, 5, noSample, 2]);
  });

  it('stays away where its own slice lost a scrape', () => {
    expect(valuesOf(store([{ sliceId: 'a', fromMs: 0, id: counter, values: [3, null, 4] }]), counter)).toEqual([
      3,
      noSample,
      4,
    ]);
  });
});
