import { sharedFloats } from '../columns.ts';
import type { Labels, MetricMeta, MetricSink, MetricType, TargetSpec, TargetWriter } from '../sinks.ts';
import { noSample, type SeriesSpec, type TargetChunk } from './chunk.ts';

/** Series that Prometheus itself adds to every target. */
const up = 0;
const scrapeDuration = 1;

interface Row {
  readonly timeMs: number;
  readonly values: Float64Array;
}

const sortedKey = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What Prometheus does without `honor_labels`: a label that the target has too keeps its value under another name. */
const exported = (labels: Labels, ofTarget: Labels): Labels =>
  Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [name in ofTarget ? `exported_${name}` : name, value]),
  );

class Target {
  readonly spec: TargetSpec;
  readonly index: number;
  readonly #series: { name: string; labels: Labels; type: MetricType }[] = [];
  readonly #byKey = new Map<string, number>();
  #base: number[] = [];
  #rows: Row[] = [];
  #handedOver = 0;
  #announced = false;

  constructor(spec: TargetSpec, index: number) {
    this.spec = spec;
    this.index = index;
    this.series('up', {}, 'gauge');
    this.series('scrape_duration_seconds', {}, 'gauge');
  }

  series(name: string, labels: Labels, type: MetricType): number {
    const key = name + sortedKey(labels);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const index = this.#series.length;
    this.#byKey.set(key, index);
    this.#series.push({ name, labels: { ...exported(labels, this.spec.labels), ...this.spec.labels }, type });
    this.#base.push(0);
    return index;
  }

  /** `local[i]` is the series of `values[i]`. */
  before(local: readonly number[], values: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const index = local[i] ?? 0;
      const value = values[i] ?? Number.NaN;
      if (this.#series[index]?.type !== 'gauge') this.#base[index] = Number.isNaN(value) ? 0 : value;
    }
  }

  scrape(timeUs: number, durationUs: number, local: readonly number[], values: Float64Array, count: number): void {
    const row = this.#row(timeUs, 1, durationUs);
    for (let i = 0; i < count; i++) {
      const value = values[i] ?? Number.NaN;
      if (!Number.isNaN(value)) row[local[i] ?? 0] = value;
    }
  }

  failed(timeUs: number, durationUs: number): void {
    this.#row(timeUs, 0, durationUs);
  }

  gone(timeUs: number): void {
    this.#row(timeUs, noSample, noSample);
  }

  #row(timeUs: number, isUp: number, durationUs: number): Float64Array {
    const values = new Float64Array(this.#series.length).fill(noSample);
    values[up] = isUp;
    values[scrapeDuration] = durationUs === noSample ? noSample : durationUs / 1e6;
    this.#rows.push({ timeMs: Math.floor(timeUs / 1000), values });
    return values;
  }

  seal(untilUs: number): TargetChunk | null {
    let count = this.#rows.length;
    while (count > 0 && (this.#rows[count - 1]?.timeMs ?? 0) * 1000 >= untilUs) count--;
    if (count === 0) return null;
    const rows = this.#rows.slice(0, count);
    this.#rows = this.#rows.slice(count);
    const values = sharedFloats(count * this.#series.length).fill(noSample);
    for (let i = 0; i < count; i++) {
      const row = rows[i]?.values ?? new Float64Array();
      for (let s = 0; s < row.length; s++) values[s * count + i] = row[s] ?? noSample;
    }
    const timesMs = sharedFloats(count);
    timesMs.set(rows.map((row) => row.timeMs));
    const newSeries = this.#series
      .slice(this.#handedOver)
      .map((series, i): SeriesSpec => ({ ...series, base: this.#base[this.#handedOver + i] ?? 0 }));
    this.#handedOver = this.#series.length;
    const spec = this.#announced ? {} : { spec: this.spec };
    this.#announced = true;
    return { target: this.index, ...spec, newSeries, timesMs, values };
  }
}

export class MetricRecorder implements MetricSink {
  readonly #fromUs: number;
  readonly #targets: Target[] = [];
  readonly #byLabels = new Map<string, Target>();
  readonly #described = new Set<string>();
  #meta: MetricMeta[] = [];

  constructor(fromUs: number) {
    this.#fromUs = fromUs;
    this.describe({ name: 'up', type: 'gauge', help: '1 if the last scrape of the target succeeded, 0 if it failed.' });
    this.describe({ name: 'scrape_duration_seconds', type: 'gauge', help: 'Duration of the scrape.' });
  }

  describe(meta: MetricMeta): void {
    if (this.#described.has(meta.name)) return;
    this.#described.add(meta.name);
    this.#meta.push(meta);
  }

  target(spec: TargetSpec): TargetWriter {
    const target = this.#target(spec);
    const local: number[] = [];
    const fromUs = this.#fromUs;
    return {
      series: (name, labels, type) => local.push(target.series(name, labels, type)) - 1,
      scrape: (timeUs, durationUs, values, count) => {
        if (timeUs < fromUs) target.before(local, values, count);
        else target.scrape(timeUs, durationUs, local, values, count);
      },
      failed: (timeUs, durationUs) => {
        if (timeUs >= fromUs) target.failed(timeUs, durationUs);
      },
      gone: (timeUs) => {
        if (timeUs >= fromUs) target.gone(timeUs);
      },
    };
  }

  /** A pod that restarts is the same target: its series go on. */
  #target(spec: TargetSpec): Target {
    const key = sortedKey(spec.labels);
    const known = this.#byLabels.get(key);
    if (known) return known;
    const target = new Target(spec, this.#targets.length);
    this.#targets.push(target);
    this.#byLabels.set(key, target);
    return target;
  }

  takeMeta(): MetricMeta[] {
    const meta = this.#meta;
    this.#meta = [];
    return meta;
  }

  seal(untilUs: number): TargetChunk[] {
    return this.#targets.flatMap((target) => target.seal(untilUs) ?? []);
  }
}
