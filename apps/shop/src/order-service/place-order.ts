import type { Database } from '../lib/database.ts';
import { asError, badRequest } from '../lib/errors.ts';
import type { Upstream } from '../lib/upstream.ts';
import type { Context, Counter, Ports } from '../ports.ts';
import type { Carts } from './carts.ts';
import type { NewOrder, OrderItem, OrderRepository } from './order-repository.ts';
import type { RecentOrders } from './recent-orders.ts';

export interface PlacedOrder {
  readonly id: string;
  readonly status: 'paid' | 'payment-declined';
}

/** Stores the order, asks for the money, tells the rest of the shop. */
export class OrderPlacement {
  readonly #ports: Ports;
  readonly #database: Database;
  readonly #orders: OrderRepository;
  readonly #carts: Carts;
  readonly #payments: Upstream;
  readonly #recent: RecentOrders;
  readonly #placed: Counter;

  constructor(
    ports: Ports,
    database: Database,
    orders: OrderRepository,
    carts: Carts,
    payments: Upstream,
    recent: RecentOrders,
  ) {
    this.#ports = ports;
    this.#database = database;
    this.#orders = orders;
    this.#carts = carts;
    this.#payments = payments;
    this.#recent = recent;
    this.#placed = ports.meter.counter('orders_placed_total', 'Orders by outcome.');
  }

  async place(ctx: Context, customerId: string, items: readonly OrderItem[], currency: string): Promise<PlacedOrder> {
    const { log, random, env, queue } = this.#ports;
    if (items.length > env.number('MAX_ITEMS_PER_ORDER', 40)) throw badRequest('too many items');
    const totalCents = items.reduce((sum, item) => sum + item.quantity * item.priceCents, 0);
    const order: NewOrder = { id: random.uuid(ctx), customerId, totalCents, currency, items };
    await this.#database.transaction(ctx, (client) => this.#orders.insert(ctx, client, order));
    const reply = await this.#payments.call(ctx, {
      method: 'POST',
      route: '/v1/payments',
      body: { orderId: order.id, amountCents: totalCents, currency },
    });
    const paid = reply.status < 400;
    await this.#orders.setStatus(ctx, order.id, paid ? 'paid' : 'payment-declined');
    this.#placed.add(1, { outcome: paid ? 'paid' : 'declined' });
    if (!paid) return { id: order.id, status: 'payment-declined' };
    await this.#recent.add(ctx, order);
    await this.#carts.clear(ctx, customerId);
    try {
      await queue.add(ctx, 'order-events', 'order-paid', { orderId: order.id, customerId, totalCents });
    } catch (error) {
      log.error(ctx, 'order event not queued', { orderId: order.id, err: asError(error) });
    }
    log.info(ctx, 'order placed', { orderId: order.id, items: items.length, totalCents });
    return { id: order.id, status: 'paid' };
  }
}
