/**
 * What a recorder hands over: everything recorded since its previous chunk, as plain data.
 * Registrations (strings, instances, templates, targets, series) are only those new since then,
 * so the chunks of one slice are adopted in order; `sequence` tells.
 */
import type { Numbers } from '../columns.ts';
import type {
  ChangeEvent,
  InstanceSpec,
  Labels,
  LogTemplate,
  MetricMeta,
  MetricType,
  SpanTemplate,
  TargetSpec,
} from '../sinks.ts';

/** Stands in a column of samples where a scrape brought none. No instrument reports it. NaN stays a value. */
export const noSample = -Number.MAX_VALUE;

export interface SeriesSpec {
  readonly name: string;
  readonly labels: Labels;
  readonly type: MetricType;
  /** A counter's last value before the slice; 0 for gauges and for what is new in the slice. */
  readonly base: number;
}

export interface TargetChunk {
  /** In order of the slice's registration. */
  readonly target: number;
  /** Given in the first chunk that has this target. */
  readonly spec?: TargetSpec;
  readonly newSeries: readonly SeriesSpec[];
  /** Instants of the scrapes, ms, ascending. */
  readonly timesMs: Float64Array;
  /** Sample of series s at scrape i: values[s * timesMs.length + i]. */
  readonly values: Float64Array;
}

/** Rows of one template of log lines, in the order they were written. */
export interface LogRows {
  readonly template: number;
  readonly timeUs: Float64Array;
  readonly instance: Uint32Array;
  readonly traceHi: Uint32Array;
  readonly traceLo: Uint32Array;
  readonly spanId: Uint32Array;
  /** 0 no trace, 1 not sampled, 2 sampled */
  readonly traced: Uint8Array;
  /** Per field: text as numbers of strings, numbers, or 0 and 1. */
  readonly fields: readonly Numbers[];
}

export type AttributeKind = 'text' | 'number' | 'boolean';

export interface SpanRows {
  readonly template: number;
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  readonly instance: Uint32Array;
  readonly traceHi: Uint32Array;
  readonly traceLo: Uint32Array;
  readonly spanId: Uint32Array;
  readonly parentSpanId: Uint32Array;
  readonly status: Uint8Array;
  /** Per attribute: numbers of strings in the slice, each the JSON of a value; 0 for no value. */
  readonly attributes: readonly Uint32Array[];
}

export interface EdgeRows {
  readonly route: Uint32Array;
  readonly endUs: Float64Array;
  readonly durationUs: Float64Array;
  readonly status: Uint32Array;
  readonly failure: Uint32Array;
}

export interface Chunk {
  readonly version: 1;
  /** 0, 1, 2 ... within the slice. */
  readonly sequence: number;
  readonly fromUs: number;
  readonly untilUs: number;
  readonly strings: readonly string[];
  readonly instances: readonly InstanceSpec[];
  readonly metricMeta: readonly MetricMeta[];
  readonly targets: readonly TargetChunk[];
  readonly logTemplates: readonly LogTemplate[];
  readonly logs: readonly LogRows[];
  readonly spanTemplates: readonly SpanTemplate[];
  readonly spans: readonly SpanRows[];
  readonly events: readonly ChangeEvent[];
  readonly edge: EdgeRows;
}
