/** What the workbench asks of telemetry, and what it gets. Instants are epoch milliseconds. */
import { z } from 'zod';

const ms = z.number().finite();

/** Inclusive window on the incident's clock. */
export const windowSchema = z.object({ fromMs: ms, toMs: ms }).refine((w) => w.fromMs < w.toMs, {
  message: 'fromMs must be before toMs',
  path: ['fromMs'],
});
export type TimeWindow = z.infer<typeof windowSchema>;

/** `view`: a panel that refreshed or came into sight. `person`: somebody asked this. */
export const askedBySchema = z.enum(['view', 'person']).default('view');

export const metricRangeRequestSchema = z.object({
  expr: z.string().min(1).max(4000),
  fromMs: ms,
  toMs: ms,
  stepMs: z.number().int().min(1000),
  askedBy: askedBySchema,
});
export type MetricRangeRequest = z.infer<typeof metricRangeRequestSchema>;

export const metricInstantRequestSchema = z.object({
  expr: z.string().min(1).max(4000),
  atMs: ms,
  askedBy: askedBySchema,
});
export type MetricInstantRequest = z.infer<typeof metricInstantRequestSchema>;

export type Labels = Readonly<Record<string, string>>;

export interface MetricSeries {
  readonly labels: Labels;
  /** Parallel arrays; `values` may hold NaN and infinities, sent as the strings 'NaN', '+Inf', '-Inf'. */
  readonly timesMs: readonly number[];
  readonly values: readonly (number | 'NaN' | '+Inf' | '-Inf')[];
}

export interface MetricRangeResult {
  readonly type: 'matrix';
  readonly series: readonly MetricSeries[];
  readonly warnings: readonly string[];
}

export interface MetricInstantResult {
  readonly type: 'vector' | 'scalar';
  readonly series: readonly MetricSeries[];
  readonly warnings: readonly string[];
}

/** For completion: metric names with type and help, label names, values of one label. */
export interface MetricMetadata {
  readonly metrics: readonly { readonly name: string; readonly type: string; readonly help: string }[];
  readonly labelNames: readonly string[];
}

export const logLevelSchema = z.enum(['debug', 'info', 'warn', 'error', 'fatal']);
export type LogLevel = z.infer<typeof logLevelSchema>;

export const logSearchRequestSchema = z.object({
  /** LogQL: `{service="order-service", level="error"} |= "timeout" | responseTime > 500`. */
  query: z.string().min(2).max(4000),
  fromMs: ms,
  toMs: ms,
  limit: z.number().int().min(1).max(1000).default(200),
  /** From the page before; absent for the newest page. */
  cursor: z.string().max(200).optional(),
  askedBy: askedBySchema,
});
export type LogSearchRequest = z.infer<typeof logSearchRequestSchema>;

export interface LogRow {
  /** Opaque and stable: names one line of this world. */
  readonly id: string;
  readonly timeMs: number;
  readonly level: LogLevel;
  readonly service: string;
  readonly pod: string;
  /** The short message, as a list shows it. */
  readonly message: string;
  /** The whole line as the process wrote it. */
  readonly line: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  /** 32 hex, or '' */
  readonly traceId: string;
  readonly traceSampled: boolean;
}

export interface LogSearchResult {
  readonly rows: readonly LogRow[];
  readonly nextCursor?: string;
  /** Exact number of matching lines in the window. */
  readonly total: number;
}

export const logHistogramRequestSchema = z.object({
  query: z.string().min(2).max(4000),
  fromMs: ms,
  toMs: ms,
  buckets: z.number().int().min(1).max(500).default(60),
});
export type LogHistogramRequest = z.infer<typeof logHistogramRequestSchema>;

export interface LogHistogramResult {
  readonly fromMs: number;
  readonly stepMs: number;
  /** counts[level][i] belongs to [fromMs + i*stepMs, +stepMs). */
  readonly counts: Readonly<Record<LogLevel, readonly number[]>>;
}

export const logFacetsRequestSchema = z.object({
  query: z.string().min(2).max(4000),
  fromMs: ms,
  toMs: ms,
});
export type LogFacetsRequest = z.infer<typeof logFacetsRequestSchema>;

export interface LogFacet {
  readonly name: string;
  readonly kind: 'label' | 'field';
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

export interface LogFacetsResult {
  readonly facets: readonly LogFacet[];
  /** Message templates with counts in the window, most first. */
  readonly patterns: readonly {
    readonly service: string;
    readonly level: LogLevel;
    readonly template: string;
    readonly count: number;
  }[];
}

export const traceSearchRequestSchema = z.object({
  service: z.string().max(100).optional(),
  operation: z.string().max(200).optional(),
  status: z.enum(['ok', 'error']).optional(),
  minDurationMs: z.number().min(0).optional(),
  maxDurationMs: z.number().min(0).optional(),
  fromMs: ms,
  toMs: ms,
  limit: z.number().int().min(1).max(500).default(100),
  askedBy: askedBySchema,
});
export type TraceSearchRequest = z.infer<typeof traceSearchRequestSchema>;

export interface TraceSummary {
  readonly traceId: string;
  readonly rootService: string;
  readonly rootOperation: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly services: readonly string[];
}

export interface TraceSearchResult {
  readonly traces: readonly TraceSummary[];
  /** Matching traces in the window, also those beyond `limit`. */
  readonly total: number;
  /** service -> its operations, for the pickers. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

export interface Span {
  readonly spanId: string;
  /** '' for the root. */
  readonly parentSpanId: string;
  readonly service: string;
  readonly pod: string;
  readonly operation: string;
  readonly kind: 'server' | 'client' | 'internal' | 'producer' | 'consumer';
  readonly startMs: number;
  readonly durationMs: number;
  readonly status: 'unset' | 'ok' | 'error';
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

export interface Trace {
  readonly traceId: string;
  readonly spans: readonly Span[];
}

/** One entry of the change feed. */
export interface Change {
  readonly id: string;
  readonly timeMs: number;
  readonly kind:
    | 'audit'
    | 'config'
    | 'deploy'
    | 'job'
    | 'kubernetes'
    | 'merge'
    | 'restart'
    | 'rollback'
    | 'scale'
    | 'schedule';
  readonly severity: 'normal' | 'warning';
  readonly reason: string;
  readonly service: string;
  readonly object: string;
  readonly message: string;
  readonly author: string;
  readonly version: string;
  readonly details: Readonly<Record<string, string>>;
}

export interface ServiceMapNode {
  readonly service: string;
  readonly kind: 'edge' | 'service' | 'database' | 'cache' | 'queue' | 'external';
  readonly requestsPerSecond: number;
  readonly errorRatio: number;
  readonly p95Ms: number | null;
}

export interface ServiceMapEdge {
  readonly from: string;
  readonly to: string;
  readonly requestsPerSecond: number;
  readonly errorRatio: number;
  readonly p95Ms: number | null;
}

export interface ServiceMap {
  readonly nodes: readonly ServiceMapNode[];
  readonly edges: readonly ServiceMapEdge[];
}
