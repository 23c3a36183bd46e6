/**
 * Where a running world writes what happened. The platform holds these interfaces;
 * the recorder implements them. All instants are microseconds since the Unix epoch
 * (integers, exact in a double).
 */

export type Labels = Readonly<Record<string, string>>;

/** A registered log line shape or span shape. Cheap to pass, meaningless outside its run. */
export type TemplateId = number;

/** A registered writer of logs or spans: one pod, or one server process. */
export type InstanceId = number;

/** Who writes: becomes the labels `service`, `pod`, `version`, `node` of a line and the resource of a span. */
export interface InstanceSpec {
  readonly service: string;
  readonly pod: string;
  readonly version: string;
  readonly node: string;
  /** This machine's clock minus true time, microseconds; 0-5000 in size. Added by the recorder to what the instance writes. */
  readonly clockSkewUs: number;
}

export type MetricType = 'counter' | 'gauge' | 'histogram';

export interface MetricMeta {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
}

/** One scraped endpoint. `labels` (job, instance, pod, namespace, node ...) are added to every series of it. */
export interface TargetSpec {
  readonly labels: Labels;
  /** Delay from scrape to being visible to queries. */
  readonly ingestLagUs: number;
}

export interface TargetWriter {
  /** Registers a series once; the number is used for samples. Counters and histogram parts say so: they continue across joined segments. */
  series(name: string, labels: Labels, type: MetricType): number;
  /** One scrape: `values[i]` belongs to series `i`; series beyond `values.length` or NaN got no sample. `up` is written 1. */
  scrape(timeUs: number, durationUs: number, values: Float64Array, count: number): void;
  /** A scrape that got no answer: `up` 0 and no samples. */
  failed(timeUs: number, durationUs: number): void;
  /** The target is gone: its series get stale markers. */
  gone(timeUs: number): void;
}

export interface MetricSink {
  describe(meta: MetricMeta): void;
  target(spec: TargetSpec): TargetWriter;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/**
 * One shape of log line. `message` is the constant text (or, for plain lines, the text with `{field}` placeholders).
 * pino: rendered as the JSON line of pino, fields in order after `time`, `pid`, `hostname`; dotted names nest (`req.method`).
 * plain: rendered from `line`, where `{field}` is a field and `{time:pg}` `{time:redis}` `{time:nginx}` `{time:nginx-error}` `{time:klog}` the instant.
 */
export interface LogTemplate {
  readonly service: string;
  readonly level: LogLevel;
  readonly format: 'pino' | 'plain';
  readonly message: string;
  readonly line?: string;
  readonly fields: readonly { readonly name: string; readonly kind: 'text' | 'number' | 'boolean' }[];
}

/** Whose line or span it is. 64 bits of trace key (rendered as 32 hex by `traceIdHex`), a span number, and whether the trace is kept. */
export interface SpanRef {
  readonly traceHi: number;
  readonly traceLo: number;
  readonly spanId: number;
  readonly sampled: boolean;
}

export type FieldValue = string | number | boolean;

export interface LogSink {
  template(template: LogTemplate): TemplateId;
  append(
    template: TemplateId,
    instance: InstanceId,
    timeUs: number,
    span: SpanRef | null,
    values: readonly FieldValue[],
  ): void;
}

export type SpanKind = 'server' | 'client' | 'internal' | 'producer' | 'consumer';

export interface SpanTemplate {
  readonly service: string;
  readonly operation: string;
  readonly kind: SpanKind;
  readonly attributes: readonly string[];
}

export type SpanStatus = 0 | 1 | 2; // unset, ok, error

export interface SpanSink {
  template(template: SpanTemplate): TemplateId;
  /** `parentSpanId` 0 means root. Only called for sampled traces. */
  append(
    template: TemplateId,
    instance: InstanceId,
    span: SpanRef,
    parentSpanId: number,
    startUs: number,
    endUs: number,
    status: SpanStatus,
    values: readonly FieldValue[],
  ): void;
}

/** A change to the system, or something Kubernetes did. */
export interface ChangeEvent {
  readonly timeUs: number;
  /** `audit`: somebody at a prompt of a store. */
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
  /** Kubernetes: Normal or Warning. */
  readonly severity: 'normal' | 'warning';
  /** Such as `Scheduled`, `Unhealthy`, `RolloutStarted`. */
  readonly reason: string;
  readonly service: string;
  /** Such as `pod/order-service-7d9c5b6f4-x2k8q` or `deployment/order-service`. */
  readonly object: string;
  readonly message: string;
  readonly author: string;
  readonly version: string;
  readonly details: Labels;
}

export interface EventSink {
  append(event: ChangeEvent): void;
}

/** The exact, unsampled record of requests at the edge: what `scenario table` and the checks read. Never reachable by a trainee. */
export interface EdgeSink {
  /** `failure` says what a 5xx came from, '' otherwise, such as `pool-acquire-timeout`. */
  request(route: string, beganUs: number, durationUs: number, status: number, failure: string): void;
}

export interface Telemetry {
  instance(spec: InstanceSpec): InstanceId;
  readonly metrics: MetricSink;
  readonly logs: LogSink;
  readonly spans: SpanSink;
  readonly events: EventSink;
  readonly edge: EdgeSink;
}
