/** A real PostgreSQL, by DATABASE_URL. */
import pg from 'pg';
import type { Sql } from './sql.ts';

// pg gives int8 as text, since it may not fit; ours are milliseconds and sequence numbers, which do.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export async function openPostgres(url: string): Promise<Sql> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query('SELECT 1');
  return {
    query: async (text, values = []) => (await pool.query(text, [...values])).rows,
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work({ query: async (text, values = []) => (await client.query(text, [...values])).rows });
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
