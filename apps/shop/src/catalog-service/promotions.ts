import { asError, unavailable } from '../lib/errors.ts';
import type { Context, Logger, RedisClient } from '../ports.ts';

const key = 'promotions';

/** Reductions that run now, by category, in per cent. Marketing keeps them in Redis. */
export class Promotions {
  readonly #redis: RedisClient;
  readonly #log: Logger;

  constructor(redis: RedisClient, log: Logger) {
    this.#redis = redis;
    this.#log = log;
  }

  /** Throws 503 when they cannot be read: no page is better than one with a wrong price. */
  async current(ctx: Context): Promise<Readonly<Record<string, number>>> {
    try {
      const stored = await this.#redis.hgetall(ctx, key);
      return Object.fromEntries(Object.entries(stored).map(([category, percent]) => [category, Number(percent)]));
    } catch (error) {
      this.#log.error(ctx, 'promotions unavailable', { key, err: asError(error) });
      throw unavailable('promotions unavailable', error);
    }
  }
}
