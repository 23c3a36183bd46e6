/** pg.Pool: first come, first served; the connection used last is used first; texts as pg-pool 3.14 has them. */
import type { Context, Pool, PoolClient, PoolConfig, QueryResult } from '@firedrill/shop/ports';
import { mix } from '../../kernel/index.ts';
import type { TemplateId } from '../../telemetry/sinks.ts';
import { kinds, own, type RequestContext } from '../context.ts';
import type { PodSurroundings } from '../kubernetes/pod.ts';
import { packetDelayUs } from '../network/mesh.ts';
import { CellMap, type CounterCell, type GaugeCell, type HistogramCell } from '../observe/registry.ts';
import type { Timer } from '../process/timers.ts';
import type { Connection, PostgresServer, Waiting } from './server.ts';

export const dbBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
/** Connecting, authenticating and setting up the session. */
const dialUs = 5_500;
const clientCostUs = 70;

interface Waiter {
  readonly ctx: RequestContext;
  readonly sinceUs: number;
  readonly key: number;
  readonly resolve: (client: PoolClient) => void;
  readonly reject: (error: Error) => void;
  timer: Timer | null;
  settled: boolean;
}

class Idle {
  readonly connection: Connection;
  timer: Timer | null = null;
  constructor(connection: Connection) {
    this.connection = connection;
  }
}

export class PgPool implements Pool {
  readonly #pod: PodSurroundings;
  readonly #server: PostgresServer;
  readonly #config: PoolConfig;
  readonly #idle: Idle[] = [];
  readonly #waiters: Waiter[] = [];
  #total = 0;
  #waiting = 0;
  readonly #used: GaugeCell;
  readonly #idleGauge: GaugeCell;
  readonly #pending: GaugeCell;
  readonly #timeouts: CounterCell;
  readonly #waitTime: HistogramCell;
  readonly #useTime: HistogramCell;
  readonly #operations: CellMap<HistogramCell>;
  readonly #connectSpan: TemplateId;
  readonly #querySpans: CellMap<TemplateId>;

  constructor(pod: PodSurroundings, server: PostgresServer, config: PoolConfig) {
    this.#pod = pod;
    this.#server = server;
    this.#config = config;
    const { registry, service, telemetry } = pod;
    const pool = { db_client_connection_pool_name: config.applicationName };
    const count = (state: string): GaugeCell =>
      registry.gauge(
        'db_client_connection_count',
        'The number of connections that are currently in state described by the state attribute.',
        {
          ...pool,
          db_client_connection_state: state,
        },
      );
    this.#used = count('used');
    this.#idleGauge = count('idle');
    this.#pending = registry.gauge(
      'db_client_connection_pending_requests',
      'The number of current pending requests for an open connection.',
      pool,
    );
    this.#timeouts = registry.counter(
      'db_client_connection_timeouts_total',
      'The number of connection timeouts that have occurred trying to obtain a connection from the pool.',
      pool,
    );
    registry.gauge('db_client_connection_max', 'The maximum number of open connections allowed.', pool).set(config.max);
    this.#waitTime = registry.histogram(
      'db_client_connection_wait_time_seconds',
      'The time it took to obtain an open connection from the pool.',
      pool,
      dbBuckets,
    );
    this.#useTime = registry.histogram(
      'db_client_connection_use_time_seconds',
      'The time between borrowing a connection and returning it to the pool.',
      pool,
      dbBuckets,
    );
    this.#operations = new CellMap((key) => {
      const [operation = '', errorType = ''] = key.split(' ');
      return registry.histogram(
        'db_client_operation_duration_seconds',
        'Duration of database client operations.',
        {
          db_system_name: 'postgresql',
          db_namespace: 'shop',
          db_operation_name: operation,
          ...(errorType ? { error_type: errorType } : {}),
        },
        dbBuckets,
      );
    });
    this.#connectSpan = telemetry.spans.template({
      service,
      operation: 'pg-pool.connect',
      kind: 'client',
      attributes: ['db.system.name', 'db.namespace', 'db.client.connection.pool.name', 'error.type'],
    });
    this.#querySpans = new CellMap((operation) =>
      telemetry.spans.template({
        service,
        operation: `pg.query:${operation} shop`,
        kind: 'client',
        attributes: ['db.system.name', 'db.namespace', 'db.operation.name', 'db.query.text', 'error.type'],
      }),
    );
    registry.onCollect(() => {
      this.#used.set(this.#total - this.#idle.length);
      this.#idleGauge.set(this.#idle.length);
      this.#pending.set(this.#waiting);
    });
  }

  get totalCount(): number {
    return this.#total;
  }

  get idleCount(): number {
    return this.#idle.length;
  }

  get waitingCount(): number {
    return this.#waiting;
  }

  async query(ctx: Context, text: string, values?: readonly unknown[]): Promise<QueryResult> {
    const client = await this.connect(ctx);
    try {
      return await client.query(ctx, text, values);
    } finally {
      client.release();
    }
  }

  connect(ctx: Context): Promise<PoolClient> {
    const { process } = this.#pod;
    const request = own(ctx);
    const key = request.next(kinds.sql);
    const sinceUs = process.localNowUs();
    const idle = this.#idle.pop();
    if (idle) {
      if (idle.timer) process.clearTimer(idle.timer);
      return Promise.resolve(this.#hand(idle.connection, request, key, sinceUs));
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { ctx: request, sinceUs, key, resolve, reject, timer: null, settled: false };
      const timeoutUs = this.#config.connectionTimeoutMillis * 1000;
      if (timeoutUs > 0) waiter.timer = process.setTimer(timeoutUs, timedOut, this, waiter);
      if (this.#total < this.#config.max) this.#dial(waiter);
      else {
        this.#waiting++;
        this.#waiters.push(waiter);
      }
    });
  }

  /** @internal */
  expire(waiter: Waiter): void {
    if (waiter.settled) return;
    waiter.settled = true;
    this.#waiting = Math.max(0, this.#waiting - 1);
    this.#timeouts.add(1);
    const endUs = this.#pod.process.localNowUs();
    this.#waitTime.record((endUs - waiter.sinceUs) / 1e6);
    this.#spanConnect(waiter.ctx, waiter.key, waiter.sinceUs, 'Error');
    waiter.reject(new Error('timeout exceeded when trying to connect'));
  }

  /** @internal */
  giveBack(connection: Connection, borrowedUs: number, broken: boolean): void {
    const { process } = this.#pod;
    this.#useTime.record((process.localNowUs() - borrowedUs) / 1e6);
    if (broken) {
      this.#server.disconnect(connection);
      this.#total--;
      const waiter = this.#nextWaiter();
      if (waiter) this.#dial(waiter);
      return;
    }
    const waiter = this.#nextWaiter();
    if (waiter) {
      this.#settle(waiter, connection);
      return;
    }
    const idle = new Idle(connection);
    this.#idle.push(idle);
    if (this.#config.idleTimeoutMillis > 0)
      idle.timer = process.setTimer(this.#config.idleTimeoutMillis * 1000, idleTooLong, this, idle);
  }

  /** @internal */
  dropIdle(idle: Idle): void {
    const at = this.#idle.indexOf(idle);
    if (at < 0) return;
    this.#idle.splice(at, 1);
    this.#total--;
    this.#server.disconnect(idle.connection);
  }

  /** @internal */
  dialled(waiter: Waiter): void {
    const connection = this.#server.connect(this.#config.applicationName);
    if (connection === null) {
      this.#total--;
      if (waiter.settled) return;
      waiter.settled = true;
      if (waiter.timer) this.#pod.process.clearTimer(waiter.timer);
      waiter.reject(new Error('sorry, too many clients already'));
      return;
    }
    if (!waiter.settled) this.#settle(waiter, connection);
    else this.giveBack(connection, this.#pod.process.localNowUs(), false);
  }

  /** @internal */
  recordQuery(ctx: RequestContext, key: number, text: string, startUs: number, error: Error | null): void {
    const operation = text.trimStart().split(/[\s;]/, 1)[0]?.toUpperCase() ?? '';
    const errorType = error ? ('code' in error ? String(error.code) : error.name) : '';
    const endUs = this.#pod.process.localNowUs();
    this.#operations.get(errorType ? `${operation} ${errorType}` : operation).record((endUs - startUs) / 1e6);
    if (!ctx.sampled) return;
    const span = { traceHi: ctx.traceHi, traceLo: ctx.traceLo, spanId: mix(key, 0x71), sampled: true };
    this.#pod.telemetry.spans.append(
      this.#querySpans.get(operation),
      this.#pod.instance,
      span,
      ctx.spanId,
      startUs,
      endUs,
      error ? 2 : 0,
      ['postgresql', 'shop', operation, text, errorType],
    );
  }

  #dial(waiter: Waiter): void {
    this.#total++;
    const { process } = this.#pod;
    process.complete(process.localNowUs() + dialUs + packetDelayUs(waiter.key), dialDone, this, waiter);
  }

  #nextWaiter(): Waiter | undefined {
    for (;;) {
      const waiter = this.#waiters.shift();
      if (waiter === undefined || !waiter.settled) {
        if (waiter) this.#waiting--;
        return waiter;
      }
    }
  }

  #settle(waiter: Waiter, connection: Connection): void {
    waiter.settled = true;
    if (waiter.timer) this.#pod.process.clearTimer(waiter.timer);
    waiter.resolve(this.#hand(connection, waiter.ctx, waiter.key, waiter.sinceUs));
  }

  #hand(connection: Connection, ctx: RequestContext, key: number, sinceUs: number): PoolClient {
    const nowUs = this.#pod.process.localNowUs();
    this.#waitTime.record((nowUs - sinceUs) / 1e6);
    this.#spanConnect(ctx, key, sinceUs, '');
    return new Client(this, this.#pod, this.#server, this.#config, connection, nowUs);
  }

  #spanConnect(ctx: RequestContext, key: number, sinceUs: number, errorType: string): void {
    if (!ctx.sampled) return;
    const span = { traceHi: ctx.traceHi, traceLo: ctx.traceLo, spanId: mix(key, 0x63), sampled: true };
    const endUs = this.#pod.process.localNowUs();
    this.#pod.telemetry.spans.append(
      this.#connectSpan,
      this.#pod.instance,
      span,
      ctx.spanId,
      sinceUs,
      endUs,
      errorType ? 2 : 0,
      ['postgresql', 'shop', this.#config.applicationName, errorType],
    );
  }
}

const timedOut = (pool: PgPool, waiter: Waiter): void => pool.expire(waiter);
const idleTooLong = (pool: PgPool, idle: Idle): void => pool.dropIdle(idle);
const dialDone = (pool: PgPool, waiter: Waiter): void => pool.dialled(waiter);

class Client implements PoolClient {
  readonly #pool: PgPool;
  readonly #pod: PodSurroundings;
  readonly #server: PostgresServer;
  readonly #timeoutUs: number;
  readonly #connection: Connection;
  readonly #borrowedUs: number;
  #released = false;

  constructor(
    pool: PgPool,
    pod: PodSurroundings,
    server: PostgresServer,
    config: PoolConfig,
    connection: Connection,
    borrowedUs: number,
  ) {
    this.#pool = pool;
    this.#pod = pod;
    this.#server = server;
    this.#timeoutUs = config.statementTimeoutMillis * 1000;
    this.#connection = connection;
    this.#borrowedUs = borrowedUs;
  }

  query(ctx: Context, text: string, values: readonly unknown[] = []): Promise<QueryResult> {
    const request = own(ctx);
    const key = request.next(kinds.sql);
    this.#pod.process.charge(clientCostUs);
    return new Promise((resolve, reject) => {
      const query = new Query(this.#pool, this.#pod, request, key, text, resolve, reject);
      this.#pod.process.kernel.at(query.startUs + packetDelayUs(key), arrive, this, { query, values });
    });
  }

  /** @internal */
  send(query: Query, values: readonly unknown[]): void {
    this.#server.run(this.#connection, query.text, values, this.#timeoutUs, query.key, query);
  }

  release(error?: Error): void {
    if (this.#released) throw new Error('Release called on client which has already been released to the pool.');
    this.#released = true;
    this.#pool.giveBack(this.#connection, this.#borrowedUs, error !== undefined);
  }
}

const arrive = (client: Client, sent: { readonly query: Query; readonly values: readonly unknown[] }): void =>
  client.send(sent.query, sent.values);

class Query implements Waiting {
  readonly #pool: PgPool;
  readonly #pod: PodSurroundings;
  readonly #ctx: RequestContext;
  readonly key: number;
  readonly text: string;
  readonly startUs: number;
  readonly #resolve: (result: QueryResult) => void;
  readonly #reject: (error: Error) => void;
  #result: QueryResult | null = null;
  #error: Error | null = null;

  constructor(
    pool: PgPool,
    pod: PodSurroundings,
    ctx: RequestContext,
    key: number,
    text: string,
    resolve: (result: QueryResult) => void,
    reject: (error: Error) => void,
  ) {
    this.#pool = pool;
    this.#pod = pod;
    this.#ctx = ctx;
    this.key = key;
    this.text = text;
    this.startUs = pod.process.localNowUs();
    this.#resolve = resolve;
    this.#reject = reject;
  }

  done(result: QueryResult | null, error: Error | null, waitUs: number): void {
    this.#result = result;
    this.#error = error;
    const { process } = this.#pod;
    process.complete(process.kernel.nowUs + waitUs + packetDelayUs(mix(this.key, 3)), replied, this, null);
  }

  /** @internal */
  replied(): void {
    this.#pool.recordQuery(this.#ctx, this.key, this.text, this.startUs, this.#error);
    if (this.#error) this.#reject(this.#error);
    else this.#resolve(this.#result ?? { rows: [], rowCount: 0 });
  }
}

const replied = (query: Query): void => query.replied();
