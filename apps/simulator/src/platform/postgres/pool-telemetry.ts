/** Metrics and spans of a pool, as OpenTelemetry's instrumentation of pg and pg-pool names them. */
import type { PoolConfig } from '@firedrill/shop/ports';
import { mix } from '../../kernel/index.ts';
import type { TemplateId } from '../../telemetry/sinks.ts';
import type { RequestContext } from '../context.ts';
import type { PodSurroundings } from '../kubernetes/pod.ts';
import { CellMap, type CounterCell, type GaugeCell, type HistogramCell } from '../observe/registry.ts';

export const dbBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** What a pool shows of itself. */
export interface PoolCounts {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** Everything about one statement's text that does not change from call to call. */
interface Operation {
  readonly name: string;
  readonly ok: HistogramCell;
  readonly errors: CellMap<HistogramCell>;
  readonly span: TemplateId;
}

const spanOf = (ctx: RequestContext, key: number) => ({
  traceHi: ctx.traceHi,
  traceLo: ctx.traceLo,
  spanId: key,
  sampled: true,
});

export class PoolTelemetry {
  readonly timeouts: CounterCell;
  readonly waitTime: HistogramCell;
  readonly useTime: HistogramCell;
  readonly createTime: HistogramCell;
  readonly #pod: PodSurroundings;
  readonly #pool: string;
  readonly #operations: CellMap<Operation>;
  readonly #connectSpan: TemplateId;

  constructor(pod: PodSurroundings, config: PoolConfig, counts: PoolCounts) {
    this.#pod = pod;
    this.#pool = config.applicationName;
    const { registry, service, telemetry } = pod;
    const pool = { db_client_connection_pool_name: config.applicationName };
    const histogram = (name: string, help: string): HistogramCell => registry.histogram(name, help, pool, dbBuckets);
    const count = (state: string): GaugeCell =>
      registry.gauge(
        'db_client_connection_count',
        'The number of connections that are currently in state described by the state attribute.',
        { ...pool, db_client_connection_state: state },
      );
    const used = count('used');
    const idle = count('idle');
    const pending = registry.gauge(
      'db_client_connection_pending_requests',
      'The number of current pending requests for an open connection.',
      pool,
    );
    registry.gauge('db_client_connection_max', 'The maximum number of open connections allowed.', pool).set(config.max);
    this.timeouts = registry.counter(
      'db_client_connection_timeouts_total',
      'The number of connection timeouts that have occurred trying to obtain a connection from the pool.',
      pool,
    );
    this.waitTime = histogram(
      'db_client_connection_wait_time_seconds',
      'The time it took to obtain an open connection from the pool.',
    );
    this.useTime = histogram(
      'db_client_connection_use_time_seconds',
      'The time between borrowing a connection and returning it to the pool.',
    );
    this.createTime = histogram(
      'db_client_connection_create_time_seconds',
      'The time it took to create a new connection.',
    );
    registry.onCollect(() => {
      used.set(counts.totalCount - counts.idleCount);
      idle.set(counts.idleCount);
      pending.set(counts.waitingCount);
    });
    const durations = new CellMap((key) => {
      const [db_operation_name = '', error_type = ''] = key.split(' ');
      const labels = { db_system_name: 'postgresql', db_namespace: 'shop', db_operation_name };
      return registry.histogram(
        'db_client_operation_duration_seconds',
        'Duration of database client operations.',
        error_type === '' ? labels : { ...labels, error_type },
        dbBuckets,
      );
    });
    const spans = new CellMap((operation) =>
      telemetry.spans.template({
        service,
        operation: `pg.query:${operation} shop`,
        kind: 'client',
        attributes: ['db.system.name', 'db.namespace', 'db.operation.name', 'db.query.text', 'error.type'],
      }),
    );
    this.#operations = new CellMap((text) => {
      const name = /^\w+/.exec(text.trimStart())?.[0].toUpperCase() ?? '';
      const errors = new CellMap((errorType) => durations.get(`${name} ${errorType}`));
      return { name, ok: durations.get(name), errors, span: spans.get(name) };
    });
    this.#connectSpan = telemetry.spans.template({
      service,
      operation: 'pg-pool.connect',
      kind: 'client',
      attributes: ['db.system.name', 'db.namespace', 'db.client.connection.pool.name', 'error.type'],
    });
  }

  /** A connection was had, or not: `key` is the acquisition's. */
  connected(ctx: RequestContext, key: number, sinceUs: number, errorType: string): void {
    const endUs = this.#pod.process.localNowUs();
    this.waitTime.record((endUs - sinceUs) / 1e6);
    if (!ctx.sampled) return;
    const { telemetry, instance } = this.#pod;
    const values = ['postgresql', 'shop', this.#pool, errorType];
    const status = errorType === '' ? 0 : 2;
    const span = spanOf(ctx, mix(key, 0x63));
    telemetry.spans.append(this.#connectSpan, instance, span, ctx.spanId, sinceUs, endUs, status, values);
  }

  queried(ctx: RequestContext, key: number, text: string, startUs: number, error: Error | null): void {
    const operation = this.#operations.get(text);
    const errorType = error === null ? '' : 'code' in error ? String(error.code) : error.name;
    const endUs = this.#pod.process.localNowUs();
    const cell = error === null ? operation.ok : operation.errors.get(errorType);
    cell.record((endUs - startUs) / 1e6);
    if (!ctx.sampled) return;
    const { telemetry, instance } = this.#pod;
    const values = ['postgresql', 'shop', operation.name, text, errorType];
    const span = spanOf(ctx, mix(key, 0x71));
    telemetry.spans.append(operation.span, instance, span, ctx.spanId, startUs, endUs, error ? 2 : 0, values);
  }
}
