import type { Database } from '../lib/database.ts';
import type { Context, Ports, RedisClient } from '../ports.ts';

const lockKey = 'lock:facets';
const lockMs = 120_000;

/** Counts of products per category, for the filters beside a search. Made once an hour by whichever pod comes first. */
export class Facets {
  readonly #ports: Ports;
  readonly #redis: RedisClient;
  readonly #database: Database;

  constructor(ports: Ports, redis: RedisClient, database: Database) {
    this.#ports = ports;
    this.#redis = redis;
    this.#database = database;
  }

  async refresh(ctx: Context): Promise<void> {
    const { log, random } = this.#ports;
    const taken = await this.#redis.set(ctx, lockKey, random.hex(ctx, 8), { nx: true, px: lockMs });
    if (taken === null) return;
    const { rows } = await this.#database.query(
      ctx,
      'SELECT category, count(*) AS products FROM products GROUP BY category',
    );
    for (const row of rows) await this.#redis.hset(ctx, 'facets', String(row.category), String(row.products));
    log.info(ctx, 'search facets refreshed', { categories: rows.length });
  }
}
