import type { Context, Logger, Ports, RedisClient } from '../ports.ts';

const key = 'rates:eur';
const ttlMs = 60_000;

/** Exchange rates against the euro, kept in Redis and made anew when they have expired. */
export class Rates {
  readonly #redis: RedisClient;
  readonly #ports: Ports;
  readonly #log: Logger;

  constructor(ports: Ports, redis: RedisClient) {
    this.#ports = ports;
    this.#redis = redis;
    this.#log = ports.log;
  }

  /** How many cents of `currency` a hundred euro cents are. */
  async of(ctx: Context, currency: string): Promise<number> {
    if (currency === 'EUR') return 100;
    const stored = await this.#redis.hget(ctx, key, currency);
    if (stored !== null) return Number(stored);
    return this.#refresh(ctx, currency);
  }

  async #refresh(ctx: Context, currency: string): Promise<number> {
    const table: Readonly<Record<string, number>> = { USD: 108, GBP: 86, SEK: 1128, CHF: 96 };
    const rate = table[currency] ?? 100;
    await this.#redis.hset(ctx, key, currency, String(rate));
    await this.#redis.pexpire(ctx, key, ttlMs);
    this.#log.info(ctx, 'exchange rates refreshed', { currency, rate });
    this.#ports.meter.counter('rates_refreshed_total', 'Refreshes of the rate table.').add(1);
    return rate;
  }
}
