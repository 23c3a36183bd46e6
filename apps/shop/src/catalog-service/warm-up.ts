import type { Context, Ports, RedisClient } from '../ports.ts';
import type { Products } from './products.ts';

/** Cards that are kept under one key. */
const sliceSize = 2_000;
const ttlMs = 2 * 3_600_000;

/** Once an hour the cards of all products are rendered and put into the cache, so that nobody waits for the first one. */
export class WarmUp {
  readonly #ports: Ports;
  readonly #redis: RedisClient;
  readonly #products: Products;

  constructor(ports: Ports, redis: RedisClient, products: Products) {
    this.#ports = ports;
    this.#redis = redis;
    this.#products = products;
  }

  async run(ctx: Context): Promise<void> {
    const { compute, log } = this.#ports;
    const ids = await this.#products.ids(ctx);
    for (let from = 0; from < ids.length; from += sliceSize) {
      const cards = ids.slice(from, from + sliceSize).map((id) => compute.render(`card ${id}`, 12));
      await this.#redis.set(ctx, `cards:${from / sliceSize}`, compute.stringify(cards), { px: ttlMs });
    }
    log.info(ctx, 'cards rendered', { products: ids.length });
  }
}
