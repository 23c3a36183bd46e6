import type { Context, Logger, Ports, RedisClient } from '../ports.ts';
import type { NewOrder } from './order-repository.ts';

export interface RecentOrder {
  readonly id: string;
  readonly totalCents: number;
  readonly currency: string;
  readonly placedAt: number;
}

const key = 'orders:recent';
const kept = 20;

/** What the "people are buying" widget shows: the latest orders of the whole shop, from a list in Redis. */
export class RecentOrders {
  readonly #ports: Ports;
  readonly #log: Logger;
  readonly #redis: RedisClient;

  constructor(ports: Ports, redis: RedisClient) {
    this.#ports = ports;
    this.#log = ports.log;
    this.#redis = redis;
  }

  async list(ctx: Context): Promise<readonly RecentOrder[]> {
    const { compute } = this.#ports;
    const entries = await this.#redis.lrange(ctx, key, 0, kept - 1);
    // Only `add` writes this list.
    return entries.map((entry) => compute.parse(entry) as RecentOrder);
  }

  /** Puts an order at the head of the list. The widget may miss one: that never fails the order. */
  async add(ctx: Context, order: NewOrder): Promise<void> {
    const { compute, clock } = this.#ports;
    const { id, totalCents, currency } = order;
    try {
      await this.#redis.lpush(ctx, key, compute.stringify({ id, totalCents, currency, placedAt: clock.now() }));
      await this.#redis.ltrim(ctx, key, 0, kept - 1);
    } catch (error) {
      this.#log.warn(ctx, 'recent orders not updated', {
        orderId: id,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
}
