/** Instruments of one scraped target. A cell is a labelled instrument; the hot path holds cells, never labels. */
import type { Labels, MetricSink, MetricType, TargetWriter } from '../../telemetry/sinks.ts';

interface Cell {
  readonly width: number;
  write(values: Float64Array, at: number): void;
}

export class CounterCell implements Cell {
  readonly width = 1;
  value = 0;

  add(amount: number): void {
    this.value += amount;
  }

  write(values: Float64Array, at: number): void {
    values[at] = this.value;
  }
}

export class GaugeCell implements Cell {
  readonly width = 1;
  value = 0;

  set(value: number): void {
    this.value = value;
  }

  add(amount: number): void {
    this.value += amount;
  }

  write(values: Float64Array, at: number): void {
    values[at] = this.value;
  }
}

/** Cumulative buckets are made at scrape time; recording touches one. */
export class HistogramCell implements Cell {
  readonly width: number;
  readonly #bounds: readonly number[];
  readonly #counts: Float64Array;
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = new Float64Array(bounds.length + 1);
    this.width = bounds.length + 3;
  }

  record(value: number): void {
    const bounds = this.#bounds;
    let bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]!) bucket++;
    this.#counts[bucket]!++;
    this.#sum += value;
  }

  write(values: Float64Array, at: number): void {
    let total = 0;
    for (let bucket = 0; bucket < this.#counts.length; bucket++) {
      total += this.#counts[bucket]!;
      values[at + bucket] = total;
    }
    values[at + this.#counts.length] = this.#sum;
    values[at + this.#counts.length + 1] = total;
  }
}

interface Pending {
  readonly name: string;
  readonly labels: Labels;
  readonly type: MetricType;
}

export class Registry {
  readonly #metrics: MetricSink;
  readonly #cells: Cell[] = [];
  readonly #pending: Pending[] = [];
  readonly #collectors: (() => void)[] = [];
  #width = 0;
  #values = new Float64Array(256);

  constructor(metrics: MetricSink) {
    this.#metrics = metrics;
  }

  counter(name: string, help: string, labels: Labels = {}): CounterCell {
    return this.#add(name, help, 'counter', labels, new CounterCell());
  }

  gauge(name: string, help: string, labels: Labels = {}): GaugeCell {
    return this.#add(name, help, 'gauge', labels, new GaugeCell());
  }

  /** Buckets are upper bounds, ascending, without +Inf. */
  histogram(name: string, help: string, labels: Labels, bounds: readonly number[]): HistogramCell {
    const cell = new HistogramCell(bounds);
    this.#metrics.describe({ name, help, type: 'histogram' });
    for (const bound of bounds)
      this.#pending.push({ name: `${name}_bucket`, labels: { ...labels, le: String(bound) }, type: 'histogram' });
    this.#pending.push({ name: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, type: 'histogram' });
    this.#pending.push({ name: `${name}_sum`, labels, type: 'histogram' });
    this.#pending.push({ name: `${name}_count`, labels, type: 'histogram' });
    this.#cells.push(cell);
    this.#width += cell.width;
    return cell;
  }

  /** Called just before each scrape: for gauges that are read, not kept. */
  onCollect(collect: () => void): void {
    this.#collectors.push(collect);
  }

  /** One scrape's worth of values, in the order of registration. */
  scrape(target: TargetWriter, timeUs: number, durationUs: number): void {
    for (const collect of this.#collectors) collect();
    for (const { name, labels, type } of this.#pending.splice(0)) target.series(name, labels, type);
    if (this.#values.length < this.#width) this.#values = new Float64Array(this.#width * 2);
    let at = 0;
    for (const cell of this.#cells) {
      cell.write(this.#values, at);
      at += cell.width;
    }
    target.scrape(timeUs, durationUs, this.#values, this.#width);
  }

  #add<C extends Cell>(name: string, help: string, type: MetricType, labels: Labels, cell: C): C {
    this.#metrics.describe({ name, help, type });
    this.#pending.push({ name, labels, type });
    this.#cells.push(cell);
    this.#width += 1;
    return cell;
  }
}

/** Cells by two keys that are there already: a text made of both would have to be made, and read, for each look. */
export class CellTable<A, B, C> {
  readonly #rows = new Map<A, Map<B, C>>();
  readonly #make: (a: A, b: B) => C;

  constructor(make: (a: A, b: B) => C) {
    this.#make = make;
  }

  get(a: A, b: B): C {
    let row = this.#rows.get(a);
    if (row === undefined) {
      row = new Map();
      this.#rows.set(a, row);
    }
    let cell = row.get(b);
    if (cell === undefined) {
      cell = this.#make(a, b);
      row.set(b, cell);
    }
    return cell;
  }
}

/** Cells of one instrument by a text key: for labels that are known only when they occur. */
export class CellMap<C> {
  readonly #cells = new Map<string, C>();
  readonly #make: (key: string) => C;

  constructor(make: (key: string) => C) {
    this.#make = make;
  }

  get(key: string): C {
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = this.#make(key);
      this.#cells.set(key, cell);
    }
    return cell;
  }
}
