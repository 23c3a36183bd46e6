import type { Database } from '../lib/database.ts';
import type { Context, PoolClient, Row } from '../ports.ts';

export interface OrderItem {
  readonly productId: string;
  readonly quantity: number;
  readonly priceCents: number;
}

export interface NewOrder {
  readonly id: string;
  readonly customerId: string;
  readonly totalCents: number;
  readonly currency: string;
  readonly items: readonly OrderItem[];
}

const columns = 'id, customer_id, status, total_cents, currency, created_at';
const historyLength = 20;

/** All SQL about orders. */
export class OrderRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Newest first. */
  async ofCustomer(ctx: Context, customerId: string): Promise<readonly Row[]> {
    const { rows } = await this.#database.query(
      ctx,
      `SELECT ${columns} FROM orders WHERE customer_id = $1 ORDER BY created_at DESC LIMIT ${historyLength}`,
      [customerId],
    );
    return rows;
  }

  async byId(ctx: Context, id: string): Promise<{ order: Row; items: readonly Row[] } | null> {
    const { rows } = await this.#database.query(ctx, `SELECT ${columns} FROM orders WHERE id = $1`, [id]);
    const order = rows[0];
    if (order === undefined) return null;
    const items = await this.#database.query(
      ctx,
      'SELECT product_id, quantity, price_cents FROM order_items WHERE order_id = $1',
      [id],
    );
    return { order, items: items.rows };
  }

  async insert(ctx: Context, client: PoolClient, order: NewOrder): Promise<void> {
    await client.query(
      ctx,
      'INSERT INTO orders (id, customer_id, status, total_cents, currency) VALUES ($1, $2, $3, $4, $5)',
      [order.id, order.customerId, 'placed', order.totalCents, order.currency],
    );
    for (const item of order.items) {
      await client.query(
        ctx,
        'INSERT INTO order_items (order_id, product_id, quantity, price_cents) VALUES ($1, $2, $3, $4)',
        [order.id, item.productId, item.quantity, item.priceCents],
      );
    }
  }

  async setStatus(ctx: Context, id: string, status: string): Promise<void> {
    await this.#database.query(ctx, 'UPDATE orders SET status = $1 WHERE id = $2', [status, id]);
  }
}
