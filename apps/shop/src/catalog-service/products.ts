import type { Database } from '../lib/database.ts';
import type { Context, Row } from '../ports.ts';

const columns = 'id, sku, name, category, price_cents, stock';

export class Products {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async page(ctx: Context, category: string, limit: number): Promise<readonly Row[]> {
    const { rows } =
      category === 'all'
        ? await this.#database.query(ctx, `SELECT ${columns} FROM products ORDER BY name LIMIT ${limit}`)
        : await this.#database.query(
            ctx,
            `SELECT ${columns} FROM products WHERE category = $1 ORDER BY name LIMIT ${limit}`,
            [category],
          );
    return rows;
  }

  async ids(ctx: Context): Promise<readonly string[]> {
    const { rows } = await this.#database.query(ctx, 'SELECT id FROM products ORDER BY id');
    return rows.map((row) => String(row.id));
  }

  async byId(ctx: Context, id: string): Promise<Row | null> {
    const { rows } = await this.#database.query(ctx, `SELECT ${columns} FROM products WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  async search(ctx: Context, term: string, limit: number): Promise<readonly Row[]> {
    const { rows } = await this.#database.query(
      ctx,
      `SELECT ${columns} FROM products WHERE name ILIKE $1 LIMIT ${limit}`,
      [`%${term}%`],
    );
    return rows;
  }
}
