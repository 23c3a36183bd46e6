import type { Database } from '../lib/database.ts';
import { Lock } from '../lib/lock.ts';
import type { RateTable } from '../lib/rate-table.ts';
import type { Upstream } from '../lib/upstream.ts';
import type { Context, Ports, RedisClient, Row } from '../ports.ts';

const lockMs = 60_000;
const batchSize = 100;

/** Sends authorised payments to the processor in batches. One pod at a time, by a lock in Redis. */
export class Settlement {
  readonly #ports: Ports;
  readonly #database: Database;
  readonly #processor: Upstream;
  readonly #rates: RateTable;
  readonly #lock: Lock;

  constructor(ports: Ports, database: Database, processor: Upstream, redis: RedisClient, rates: RateTable) {
    this.#ports = ports;
    this.#database = database;
    this.#processor = processor;
    this.#rates = rates;
    this.#lock = new Lock(ports, redis, 'lock:settlement', lockMs);
  }

  async run(ctx: Context): Promise<void> {
    const token = await this.#lock.take(ctx);
    if (token === null) {
      this.#ports.log.info(ctx, 'settlement runs elsewhere');
      return;
    }
    try {
      // What is settled next is settled at these rates.
      await this.#rates.exclusively(ctx, () => this.#rates.renew(ctx));
      const payments = await this.#open(ctx);
      if (payments.length > 0) await this.#settle(ctx, payments);
    } finally {
      await this.#lock.release(ctx, token);
    }
  }

  async #open(ctx: Context): Promise<readonly Row[]> {
    const { rows } = await this.#database.query(
      ctx,
      `SELECT id FROM payments WHERE status = $1 ORDER BY created_at LIMIT ${batchSize}`,
      ['authorised'],
    );
    return rows;
  }

  async #settle(ctx: Context, payments: readonly Row[]): Promise<void> {
    const count = payments.length;
    await this.#processor.call(ctx, { method: 'POST', route: '/settlements', body: { count } });
    for (const { id } of payments) {
      await this.#database.query(ctx, 'UPDATE payments SET status = $1 WHERE id = $2', ['settled', id]);
    }
    this.#ports.log.info(ctx, 'payments settled', { count, full: count === batchSize });
  }
}
