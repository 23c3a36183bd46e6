import type { Context, Logger, Pool, PoolClient, Ports, QueryResult } from '../ports.ts';
import { asError, unavailable } from './errors.ts';

/** Waiters at which the pool is worth a warning. */
const crowded = 3;

/** The service's pool, with the errors of a pool that is exhausted turned into 503. */
export class Database {
  readonly #pool: Pool;
  readonly #log: Logger;
  readonly #max: number;
  readonly #acquireTimeoutMs: number;
  #warnedAt = 0;
  readonly #now: () => number;

  constructor(ports: Ports, applicationName: string) {
    const { env, postgres, log, clock } = ports;
    this.#max = env.number('PG_POOL_MAX');
    this.#acquireTimeoutMs = env.number('PG_ACQUIRE_TIMEOUT_MS');
    this.#pool = postgres.createPool({
      max: this.#max,
      connectionTimeoutMillis: this.#acquireTimeoutMs,
      idleTimeoutMillis: env.number('PG_IDLE_TIMEOUT_MS', 30_000),
      statementTimeoutMillis: env.number('PG_STATEMENT_TIMEOUT_MS'),
      applicationName,
    });
    this.#log = log;
    this.#now = () => clock.now();
  }

  async query(ctx: Context, text: string, values?: readonly unknown[]): Promise<QueryResult> {
    const client = await this.#connect(ctx);
    try {
      return await client.query(ctx, text, values);
    } finally {
      client.release();
    }
  }

  /** Runs `work` between BEGIN and COMMIT, or rolls back with its error. */
  async transaction<T>(ctx: Context, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#connect(ctx);
    try {
      await client.query(ctx, 'BEGIN');
      const result = await work(client);
      await client.query(ctx, 'COMMIT');
      client.release();
      return result;
    } catch (error) {
      await client.query(ctx, 'ROLLBACK').then(
        () => client.release(),
        (failure: unknown) => client.release(asError(failure)),
      );
      throw error;
    }
  }

  async #connect(ctx: Context): Promise<PoolClient> {
    this.#warnWhenCrowded(ctx);
    try {
      return await this.#pool.connect(ctx);
    } catch (error) {
      this.#log.error(ctx, 'failed to acquire connection', {
        total: this.#pool.totalCount,
        idle: this.#pool.idleCount,
        waiting: this.#pool.waitingCount,
        timeoutMs: this.#acquireTimeoutMs,
        err: asError(error),
      });
      throw unavailable('database unavailable', error);
    }
  }

  /** At most one line a second: a crowded pool is crowded for every request. */
  #warnWhenCrowded(ctx: Context): void {
    if (this.#pool.waitingCount < crowded) return;
    const now = this.#now();
    if (now - this.#warnedAt < 1000) return;
    this.#warnedAt = now;
    const { totalCount: total, idleCount: idle, waitingCount: waiting } = this.#pool;
    this.#log.warn(ctx, 'database pool nearly exhausted', { total, idle, waiting, max: this.#max });
  }
}
