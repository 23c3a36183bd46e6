import type { Pool, PoolClient } from '@firedrill/shop/ports';
import { describe, expect, it } from 'vitest';
import { endBackends } from './admin.ts';
import { PgPool } from './pool.ts';
import { type Bench, bench } from './testing/little-database.ts';

const second = 1_000_000;
const scan = 'SELECT count(*) FROM entries WHERE amount = 3';
const take = 'UPDATE accounts SET balance = balance + 1 WHERE id = $1 RETURNING balance';

const poolOf = (at: Bench, applicationName: string): Pool =>
  new PgPool(at.pod(`${applicationName}-0`), at.server, {
    max: 4,
    connectionTimeoutMillis: 1000,
    idleTimeoutMillis: 60_000,
    statementTimeoutMillis: 0,
    applicationName,
  });

/** How a promise ended, to be looked at after virtual time has passed. */
function outcome<T>(promise: Promise<T>) {
  const seen: { value: T | null; error: Error | null } = { value: null, error: null };
  promise.then(
    (value) => {
      seen.value = value;
    },
    (error: unknown) => {
      seen.error = error instanceof Error ? error : new Error(String(error));
    },
  );
  return seen;
}

async function clientOf(at: Bench, pool: Pool): Promise<PoolClient> {
  const asked = outcome(pool.connect(at.context(1)));
  await at.runFor(second / 10);
  if (!asked.value) throw new Error('no connection');
  return asked.value;
}

const pidsOf = (at: Bench): number[] => [...at.server.sessions()].map(({ pid }) => pid);

describe('cancelling', () => {
  it('ends the statement with its SQLSTATE, and leaves the connection', async () => {
    const at = bench();
    at.database.table('entries').declaredRows = 40_000_000;
    const client = await clientOf(at, poolOf(at, 'report'));
    const slow = outcome(client.query(at.context(2), scan));
    await at.runFor(second);
    const [pid = 0] = pidsOf(at);
    expect(endBackends(at.server, { by: 'pid', pid }, 'cancel')).toEqual([pid]);
    await at.runFor(second / 10);
    expect(slow.error).toMatchObject({ message: 'canceling statement due to user request', code: '57014' });
    expect(at.server.cores.load).toBe(0);
    const next = outcome(client.query(at.context(3), 'SELECT 1'));
    await at.runFor(second / 10);
    expect(next.error).toBeNull();
    expect(next.value).not.toBeNull();
  });

  it('takes only statements of that application that are older', async () => {
    const at = bench({ cores: 8 });
    at.database.table('entries').declaredRows = 80_000_000;
    const old = outcome(poolOf(at, 'report').query(at.context(1), scan));
    const other = outcome(poolOf(at, 'shop').query(at.context(2), scan));
    await at.runFor(5 * second);
    const young = outcome(poolOf(at, 'report').query(at.context(3), scan));
    await at.runFor(second);
    const which = { by: 'application', application: 'report', olderThanUs: 3 * second } as const;
    expect(endBackends(at.server, which, 'cancel')).toHaveLength(1);
    await at.runFor(second / 10);
    expect(old.error?.message).toBe('canceling statement due to user request');
    expect([other.error, young.error]).toEqual([null, null]);
  });

  it('says so in the log when there is no such process', () => {
    const at = bench();
    expect(endBackends(at.server, { by: 'pid', pid: 4822 }, 'cancel')).toEqual([]);
    expect(at.logged()).toContain('WARNING:  PID {other} is not a PostgreSQL backend process');
  });
});

describe('terminating', () => {
  it('rolls back, gives locks free, and fails what ran', async () => {
    const at = bench();
    at.database.table('entries').declaredRows = 80_000_000;
    const holder = await clientOf(at, poolOf(at, 'backfill'));
    void holder.query(at.context(1), 'BEGIN');
    void holder.query(at.context(1), take, ['a0']);
    await at.runFor(second / 10);
    const slow = outcome(holder.query(at.context(1), scan));
    const waits = outcome(poolOf(at, 'shop').query(at.context(2), take, ['a0']));
    await at.runFor(second);
    expect(waits.value).toBeNull();
    const [pid = 0] = pidsOf(at);
    endBackends(at.server, { by: 'pid', pid }, 'terminate');
    await at.runFor(second / 10);
    expect(slow.error).toMatchObject({ message: 'terminating connection due to administrator command', code: '57P01' });
    expect(waits.value?.rows).toEqual([{ balance: 101 }]);
    expect(pidsOf(at)).not.toContain(pid);
    const after = outcome(holder.query(at.context(3), 'ROLLBACK'));
    await at.runFor(second / 10);
    expect(after.error?.message).toBe('Connection terminated unexpectedly');
  });

  it('ends what sits in a transaction, and not what is idle', async () => {
    const at = bench();
    const pool = poolOf(at, 'backfill');
    const [idle, holder] = [await clientOf(at, pool), await clientOf(at, pool)];
    void holder.query(at.context(1), 'BEGIN');
    await at.runFor(30 * second);
    const which = { by: 'application', application: 'backfill', olderThanUs: 10 * second } as const;
    expect(endBackends(at.server, which, 'cancel')).toEqual([]);
    expect(endBackends(at.server, which, 'terminate')).toHaveLength(1);
    const still = outcome(idle.query(at.context(2), 'SELECT 1'));
    await at.runFor(second / 10);
    expect(still.value).not.toBeNull();
  });

  it('leaves the pool with one connection less, and it makes another', async () => {
    const at = bench();
    const pool = poolOf(at, 'shop');
    (await clientOf(at, pool)).release();
    const [pid = 0] = pidsOf(at);
    endBackends(at.server, { by: 'pid', pid }, 'terminate');
    await at.runFor(second / 10);
    expect([pool.totalCount, pool.idleCount]).toEqual([0, 0]);
    const next = outcome(pool.query(at.context(3), 'SELECT 1'));
    await at.runFor(second / 10);
    expect(next.value).not.toBeNull();
  });
});

describe('CREATE INDEX CONCURRENTLY', () => {
  const build = 'CREATE INDEX CONCURRENTLY entries_amount_idx ON entries (amount)';

  it('takes its time by the size of the table, and then the planner uses the index', async () => {
    const at = bench();
    const table = at.database.table('entries');
    table.declaredRows = 2_000_000;
    const pool = poolOf(at, 'psql');
    const made = outcome(pool.query(at.context(1), build));
    await at.runFor(3 * second);
    expect(made.value).toBeNull();
    const before = table.activity.indexScans;
    await at.runFor(5 * second);
    expect(made.error).toBeNull();
    expect(made.value).not.toBeNull();
    const started = at.kernel.nowUs;
    const found = outcome(pool.query(at.context(2), scan));
    await at.runFor(second / 10);
    expect(found.value?.rows).toEqual([{ count: '1' }]);
    expect(at.kernel.nowUs - started).toBe(second / 10);
    expect(table.activity.indexScans).toBe(before + 1);
  });

  it('is refused as PostgreSQL does', async () => {
    const at = bench();
    const pool = poolOf(at, 'psql');
    const texts = [
      build.replace('entries_amount_idx', 'entries_account_idx'),
      build.replace('(amount)', '(colour)'),
      build.replace('ON entries', 'ON ledgers'),
    ];
    const asked = texts.map((text, i) => outcome(pool.query(at.context(i + 1), text)));
    await at.runFor(second);
    expect(asked.map(({ error }) => error?.message)).toEqual([
      'relation "entries_account_idx" already exists',
      'column "colour" of relation "entries" does not exist',
      'relation "ledgers" does not exist',
    ]);
  });
});
