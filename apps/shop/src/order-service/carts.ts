import type { Context, Ports, RedisClient } from '../ports.ts';
import type { OrderItem } from './order-repository.ts';

const ttlMs = 3 * 24 * 3600 * 1000;
const keyOf = (customerId: string): string => `cart:${customerId}`;

/** Carts live in Redis, a hash per customer: product -> quantity and price at the time. */
export class Carts {
  readonly #ports: Ports;
  readonly #redis: RedisClient;

  constructor(ports: Ports, redis: RedisClient) {
    this.#ports = ports;
    this.#redis = redis;
  }

  async items(ctx: Context, customerId: string): Promise<readonly OrderItem[]> {
    const stored = await this.#redis.hgetall(ctx, keyOf(customerId));
    return Object.entries(stored).map(([productId, text]) => {
      const [quantity = '1', priceCents = '0'] = text.split('@');
      return { productId, quantity: Number(quantity), priceCents: Number(priceCents) };
    });
  }

  async put(ctx: Context, customerId: string, item: OrderItem): Promise<void> {
    await this.#redis.hset(ctx, keyOf(customerId), item.productId, `${item.quantity}@${item.priceCents}`);
    await this.#redis.pexpire(ctx, keyOf(customerId), ttlMs);
    this.#ports.log.info(ctx, 'item put into cart', { customerId, productId: item.productId, quantity: item.quantity });
  }

  async clear(ctx: Context, customerId: string): Promise<void> {
    await this.#redis.del(ctx, keyOf(customerId));
  }
}
