import type { Pool, PoolClient, PoolConfig } from '@firedrill/shop/ports';
import { describe, expect, it } from 'vitest';
import { PgPool } from './pool.ts';
import { type Bench, bench } from './testing/little-database.ts';

const config: PoolConfig = {
  max: 4,
  connectionTimeoutMillis: 1000,
  idleTimeoutMillis: 10_000,
  statementTimeoutMillis: 4000,
  applicationName: 'bank',
};

const poolOf = (at: Bench, changes: Partial<PoolConfig> = {}, pod = 'bank-0'): Pool =>
  new PgPool(at.pod(pod), at.server, { ...config, ...changes });

/** How a promise ended, to be looked at after virtual time has passed. */
function outcome<T>(promise: Promise<T>): { value: T | null; error: string | null } {
  const seen: { value: T | null; error: string | null } = { value: null, error: null };
  promise.then(
    (value) => {
      seen.value = value;
    },
    (error: unknown) => {
      seen.error = error instanceof Error ? error.message : String(error);
    },
  );
  return seen;
}

const second = 1_000_000;

async function clients(at: Bench, pool: Pool, count: number): Promise<PoolClient[]> {
  const asked = Array.from({ length: count }, (_, i) => outcome(pool.connect(at.context(i + 1))));
  await at.runFor(second / 10);
  return asked.map(({ value }) => {
    if (!value) throw new Error('no connection');
    return value;
  });
}

describe('pool', () => {
  it('serves waiters in order and passes over those whose time ran out', async () => {
    const at = bench();
    const pool = poolOf(at, { max: 1 });
    const [first] = await clients(at, pool, 1);
    const early = outcome(pool.connect(at.context(11)));
    await at.runFor(second / 2);
    const late = outcome(pool.connect(at.context(12)));
    const later = outcome(pool.connect(at.context(13)));
    expect(pool.waitingCount).toBe(3);
    await at.runFor(0.6 * second);
    expect(early.error).toBe('timeout exceeded when trying to connect');
    expect(pool.waitingCount).toBe(2);
    first?.release();
    await at.runFor(1000);
    expect(late.value).not.toBeNull();
    expect(later).toEqual({ value: null, error: null });
    expect([pool.totalCount, pool.idleCount, pool.waitingCount]).toEqual([1, 0, 1]);
  });

  it('uses the connection used last, and closes those that nobody used', async () => {
    const at = bench();
    const pool = poolOf(at, { max: 3 });
    for (const client of await clients(at, pool, 3)) client.release();
    expect(pool.idleCount).toBe(3);
    for (let i = 0; i < 12; i++) {
      const again = outcome(pool.connect(at.context(20 + i)));
      await at.runFor(second);
      again.value?.release();
    }
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
    expect([...at.server.sessions()]).toHaveLength(1);
  });

  it('gives up on a connection that takes longer than the time-out', async () => {
    const at = bench();
    const pool = poolOf(at, { connectionTimeoutMillis: 3 });
    const client = outcome(pool.connect(at.context(1)));
    await at.runFor(second);
    expect(client.error).toBe('Connection terminated due to connection timeout');
    expect(pool.totalCount).toBe(0);
  });

  it('refuses a second release, and replaces a connection released with an error', async () => {
    const at = bench();
    const pool = poolOf(at, { max: 1 });
    const [client] = await clients(at, pool, 1);
    const waiting = outcome(pool.connect(at.context(2)));
    const [before] = at.server.sessions();
    client?.release(new Error('broken'));
    expect(() => client?.release()).toThrow(/already been released to the pool/);
    await at.runFor(second / 10);
    const [after] = at.server.sessions();
    expect(waiting.value).not.toBeNull();
    expect(after).not.toBe(before);
  });

  it('hands on what the server says when it has no slots left', async () => {
    const at = bench({ maxConnections: 5 });
    const pool = poolOf(at, { max: 4 });
    const asked = [1, 2, 3].map((key) => outcome(pool.connect(at.context(key))));
    await at.runFor(second);
    const errors = asked.map(({ error }) => error).filter((error) => error !== null);
    expect(errors).toEqual(['remaining connection slots are reserved for roles with the SUPERUSER attribute']);
    expect(pool.totalCount).toBe(2);
  });
});

describe('statements', () => {
  it('slow each other down once there are more than cores', async () => {
    const at = bench({ cores: 2 });
    at.database.table('entries').declaredRows = 4_000_000;
    const pool = poolOf(at, { max: 4 });
    const scan = 'SELECT count(*) FROM entries WHERE amount = 3';
    const alone = outcome(pool.query(at.context(1), scan));
    let waited = 0;
    for (; alone.value === null; waited++) await at.runFor(second / 100);
    const crowd = [1, 2, 3, 4].map((key) => outcome(pool.query(at.context(key), scan)));
    await at.runFor(waited * 1.2 * (second / 100));
    expect(crowd[0]?.value).toBeNull();
    await at.runFor(waited * 2 * (second / 100));
    expect(crowd[0]?.value?.rows).toEqual([{ count: '1' }]);
  });

  it('are cancelled at statement_timeout, not before', async () => {
    const at = bench();
    at.database.table('entries').declaredRows = 40_000_000;
    const pool = poolOf(at, { statementTimeoutMillis: 2000 });
    const [client] = await clients(at, pool, 1);
    const scan = outcome(client!.query(at.context(7), 'SELECT count(*) FROM entries'));
    await at.runFor(1.99 * second);
    expect(scan.error).toBeNull();
    await at.runFor(0.02 * second);
    expect(scan.error).toBe('canceling statement due to statement timeout');
    expect(at.server.cores.load).toBe(0);
    expect(at.logged()).toContain('STATEMENT:  {statement}');
  });

  it('run one after the other on one connection', async () => {
    const at = bench();
    const [client] = await clients(at, poolOf(at), 1);
    const order: number[] = [];
    for (const i of [1, 2, 3]) void client!.query(at.context(i), 'SELECT 1').then(() => order.push(i));
    await at.runFor(second);
    expect(order).toEqual([1, 2, 3]);
  });

  it('are refused after an error until the transaction ends, which then rolls back', async () => {
    const at = bench();
    const [client] = await clients(at, poolOf(at), 1);
    const ask = async (text: string, values: readonly unknown[] = []) => {
      const seen = outcome(client!.query(at.context(5), text, values));
      await at.runFor(second / 10);
      return seen;
    };
    await ask('BEGIN');
    await ask('UPDATE accounts SET balance = 0 WHERE id = $1', ['a0']);
    expect((await ask('SELECT nothing FROM accounts')).error).toBe('column "nothing" does not exist');
    expect((await ask('SELECT id FROM accounts')).error).toMatch(/^current transaction is aborted/);
    await ask('COMMIT');
    const { value } = await ask('SELECT balance FROM accounts WHERE id = $1', ['a0']);
    expect(value?.rows).toEqual([{ balance: 100 }]);
  });
});

describe('row locks', () => {
  const take = 'UPDATE accounts SET balance = balance + 1 WHERE id = $1';

  async function two(at: Bench) {
    const [a, b] = await clients(at, poolOf(at, { statementTimeoutMillis: 0 }), 2);
    for (const client of [a!, b!]) void client.query(at.context(1), 'BEGIN');
    await at.runFor(second / 10);
    return { a: a!, b: b! };
  }

  it('are waited for, and what waited sees what was committed', async () => {
    const at = bench();
    const { a, b } = await two(at);
    void a.query(at.context(1), take, ['a0']);
    await at.runFor(second / 10);
    const waits = outcome(b.query(at.context(2), `${take} RETURNING balance`, ['a0']));
    const other = outcome(b.query(at.context(2), 'SELECT 1'));
    await at.runFor(3 * second);
    expect(waits.value).toBeNull();
    expect([...at.server.sessions()].map((session) => session.wait(at.kernel.nowUs))).toContain('Lock/transactionid');
    expect(at.logged().join('\n')).toContain('Wait queue');
    void a.query(at.context(1), 'COMMIT');
    await at.runFor(second / 10);
    expect(waits.value?.rows).toEqual([{ balance: 102 }]);
    expect(other.value?.rowCount).toBe(1);
  });

  it('end with the process that held them', async () => {
    const at = bench();
    const pod = at.pod('holder-0');
    const [holder] = await clients(at, new PgPool(pod, at.server, config), 1);
    void holder!.query(at.context(1), 'BEGIN');
    void holder!.query(at.context(1), take, ['a1']);
    await at.runFor(second / 10);
    const waits = outcome(poolOf(at).query(at.context(2), `${take} RETURNING balance`, ['a1']));
    await at.runFor(second / 10);
    expect(waits.value).toBeNull();
    pod.process.kill();
    await at.runFor(second / 10);
    expect(waits.value?.rows).toEqual([{ balance: 201 }]);
    expect([...at.server.sessions()]).toHaveLength(1);
  });

  it('that wait for each other are a deadlock after a second', async () => {
    const at = bench();
    const { a, b } = await two(at);
    void a.query(at.context(1), take, ['a0']);
    void b.query(at.context(2), take, ['a1']);
    await at.runFor(second / 10);
    const first = outcome(a.query(at.context(1), take, ['a1']));
    await at.runFor(second / 2);
    const closes = outcome(b.query(at.context(2), take, ['a0']));
    await at.runFor(2 * second);
    expect([first.error, closes.error]).toContain('deadlock detected');
    expect([first.value, closes.value].filter((value) => value !== null)).toHaveLength(0);
    void b.query(at.context(2), 'ROLLBACK');
    await at.runFor(second / 10);
    expect(at.server.counts.deadlocks).toBe(1);
  });

  it('are refused with NOWAIT and passed over with SKIP LOCKED', async () => {
    const at = bench();
    const { a, b } = await two(at);
    void a.query(at.context(1), 'SELECT id FROM accounts WHERE id = $1 FOR UPDATE', ['a0']);
    await at.runFor(second / 10);
    const skipping = outcome(
      b.query(at.context(2), 'SELECT id FROM accounts ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED'),
    );
    const refused = outcome(b.query(at.context(2), 'SELECT id FROM accounts WHERE id = $1 FOR UPDATE NOWAIT', ['a0']));
    await at.runFor(second / 10);
    expect(skipping.value?.rows).toEqual([{ id: 'a1' }]);
    expect(refused.error).toBe('could not obtain lock on row in relation "accounts"');
  });
});
