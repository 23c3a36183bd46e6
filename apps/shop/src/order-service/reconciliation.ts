import type { Database } from '../lib/database.ts';
import type { Context, Ports, RedisClient } from '../ports.ts';

const lockKey = 'lock:reconciliation';
const lockMs = 3_600_000;

/** Every night: orders that were placed but never paid or declined are looked at again. */
export class Reconciliation {
  readonly #ports: Ports;
  readonly #database: Database;
  readonly #redis: RedisClient;

  constructor(ports: Ports, database: Database, redis: RedisClient) {
    this.#ports = ports;
    this.#database = database;
    this.#redis = redis;
  }

  async run(ctx: Context): Promise<void> {
    const { log, random } = this.#ports;
    const taken = await this.#redis.set(ctx, lockKey, random.hex(ctx, 8), { nx: true, px: lockMs });
    if (taken === null) return;
    const { rows } = await this.#database.query(
      ctx,
      'SELECT id FROM payments WHERE status = $1 ORDER BY created_at LIMIT 500',
      ['pending'],
    );
    log.info(ctx, 'reconciliation finished', { open: rows.length });
  }
}
