import type { Database } from '../lib/database.ts';
import type { Upstream } from '../lib/upstream.ts';
import type { Context, Ports, RedisClient } from '../ports.ts';

const lockKey = 'lock:settlement';
const lockMs = 60_000;
const batchSize = 100;
const releaseScript = 'if redis.call("get",KEYS[1]) == ARGV[1] then return redis.call("del",KEYS[1]) else return 0 end';

/** Sends authorised payments to the processor in batches. One pod at a time, by a lock in Redis. */
export class Settlement {
  readonly #ports: Ports;
  readonly #database: Database;
  readonly #processor: Upstream;
  readonly #redis: RedisClient;

  constructor(ports: Ports, database: Database, processor: Upstream, redis: RedisClient) {
    this.#ports = ports;
    this.#database = database;
    this.#processor = processor;
    this.#redis = redis;
  }

  async run(ctx: Context): Promise<void> {
    const { log, random } = this.#ports;
    const token = random.hex(ctx, 12);
    const taken = await this.#redis.set(ctx, lockKey, token, { nx: true, px: lockMs });
    if (taken === null) {
      log.info(ctx, 'settlement runs elsewhere');
      return;
    }
    try {
      const { rows } = await this.#database.query(
        ctx,
        'SELECT id FROM payments WHERE status = $1 ORDER BY created_at LIMIT 100',
        ['authorised'],
      );
      if (rows.length === 0) return;
      await this.#processor.call(ctx, { method: 'POST', route: '/settlements', body: { count: rows.length } });
      for (const row of rows) {
        await this.#database.query(ctx, 'UPDATE payments SET status = $1 WHERE id = $2', ['settled', row.id]);
      }
      log.info(ctx, 'payments settled', { count: rows.length, full: rows.length === batchSize });
    } finally {
      await this.#redis.eval(ctx, releaseScript, [lockKey], [token]);
    }
  }
}
