/** Everything that can be asked of a world's telemetry. Instants are epoch milliseconds, windows [fromMs, toMs). */
import type {
  Change,
  LogFacetsResult,
  LogHistogramResult,
  LogSearchResult,
  MetricInstantResult,
  MetricMetadata,
  MetricRangeResult,
  Trace,
  TraceSearchResult,
} from '@firedrill/protocol';

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface MetricRange extends Window {
  readonly kind: 'metric-range';
  readonly expr: string;
  readonly stepMs: number;
}

export interface MetricInstant {
  readonly kind: 'metric-instant';
  readonly expr: string;
  readonly atMs: number;
}

/** Metric names with type and help, and label names. */
export interface MetricMetadataRequest {
  readonly kind: 'metric-metadata';
}

/** Values of one label; `match` is a vector selector that narrows the series. */
export interface MetricLabelValues {
  readonly kind: 'metric-label-values';
  readonly name: string;
  readonly match?: string;
}

/** Label sets of series that can be seen, as text, without some labels; `match` is a vector selector. */
export interface MetricGroups {
  readonly kind: 'metric-groups';
  readonly match: string;
  readonly without: readonly string[];
}

export interface LogSearch extends Window {
  readonly kind: 'log-search';
  readonly query: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface LogHistogram extends Window {
  readonly kind: 'log-histogram';
  readonly query: string;
  readonly buckets: number;
}

export interface LogFacets extends Window {
  readonly kind: 'log-facets';
  readonly query: string;
}

/** Kinds of lines that match, as text: service, level and wording. */
export interface LogTemplates extends Window {
  readonly kind: 'log-templates';
  readonly query: string;
}

export interface TraceSearch extends Window {
  readonly kind: 'trace-search';
  readonly service?: string;
  readonly operation?: string;
  readonly status?: 'ok' | 'error';
  readonly minDurationMs?: number;
  readonly maxDurationMs?: number;
  /** Equality on span attributes, as text. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly limit: number;
}

export interface TraceById {
  readonly kind: 'trace';
  readonly traceId: string;
}

/** Spans of one (service, operation) that began in the window, oldest first: what evidence is computed from. */
export interface SpanDurations extends Window {
  readonly kind: 'span-durations';
  readonly service: string;
  readonly operation: string;
}

export interface SpanDuration {
  readonly traceId: string;
  readonly startMs: number;
  readonly durationMs: number;
  /** Duration less the time covered by its children. */
  readonly selfMs: number;
  readonly status: 'unset' | 'ok' | 'error';
}

export interface Changes extends Window {
  readonly kind: 'changes';
}

/** The exact record at the edge, by minute. For checks and debriefs; never for a trainee. */
export interface EdgeMinutes extends Window {
  readonly kind: 'edge-minutes';
}

export interface EdgeMinute {
  readonly fromMs: number;
  readonly requests: number;
  /** Answers with status 500 or above. */
  readonly failed: number;
  /** Those of them that were to change something. */
  readonly failedWrites: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Cause of failure -> count. */
  readonly failures: Readonly<Record<string, number>>;
}

export type TelemetryRequest =
  | MetricRange
  | MetricInstant
  | MetricMetadataRequest
  | MetricLabelValues
  | MetricGroups
  | LogSearch
  | LogHistogram
  | LogFacets
  | LogTemplates
  | TraceSearch
  | TraceById
  | SpanDurations
  | Changes
  | EdgeMinutes;

export interface TelemetryResults {
  readonly 'metric-range': MetricRangeResult;
  readonly 'metric-instant': MetricInstantResult;
  readonly 'metric-metadata': MetricMetadata;
  readonly 'metric-label-values': readonly string[];
  /** Distinct and sorted. */
  readonly 'metric-groups': readonly string[];
  readonly 'log-search': LogSearchResult;
  readonly 'log-histogram': LogHistogramResult;
  readonly 'log-facets': LogFacetsResult;
  /** Distinct and sorted. */
  readonly 'log-templates': readonly string[];
  readonly 'trace-search': TraceSearchResult;
  /** null: no such trace is visible. */
  readonly trace: Trace | null;
  readonly 'span-durations': readonly SpanDuration[];
  /** Oldest first. */
  readonly changes: readonly Change[];
  readonly 'edge-minutes': readonly EdgeMinute[];
}

export type TelemetryResult<R extends TelemetryRequest> = TelemetryResults[R['kind']];
