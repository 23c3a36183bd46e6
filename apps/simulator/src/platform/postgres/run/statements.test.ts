import { describe, expect, it } from 'vitest';
import { StatementCache } from '../prepare.ts';
import { SqlError } from '../sql/error.ts';
import { littleDatabase, startUs } from '../testing/little-database.ts';

function setUp() {
  const database = littleDatabase();
  const cache = new StatementCache(database);
  const run = (text: string, values: readonly unknown[] = [], undo: (() => void)[] | null = null) => {
    const { prepared, error } = cache.get(text);
    if (!prepared) throw error ?? new Error('no statement');
    return prepared.run(values, startUs, undo, null);
  };
  const failure = (text: string, values: readonly unknown[] = []): SqlError => {
    try {
      run(text, values);
    } catch (error) {
      if (error instanceof SqlError) return error;
      throw error;
    }
    throw new Error(`did not fail: ${text}`);
  };
  return { database, cache, run, failure };
}

describe('select', () => {
  const { run, failure } = setUp();

  it('finds by an index, and gives instants as dates', () => {
    const { rows } = run('SELECT owner, created_at FROM accounts WHERE id = $1', ['a1']);
    expect(rows).toEqual([{ owner: 'bob', created_at: new Date(startUs / 1000 - 2000) }]);
  });

  it.each([
    ['SELECT id FROM accounts ORDER BY created_at DESC LIMIT 2', [], ['a2', 'a1']],
    ['SELECT id FROM accounts ORDER BY created_at LIMIT 1', [], ['a0']],
    ['SELECT id FROM accounts ORDER BY owner DESC LIMIT 2 OFFSET 1', [], ['a1', 'a0']],
    ["SELECT id FROM accounts WHERE created_at > NOW() - INTERVAL '2500 milliseconds'", [], ['a1', 'a2']],
    ["SELECT id FROM accounts WHERE created_at > NOW() - INTERVAL '2 seconds'", [], ['a2']],
    ['SELECT id FROM accounts WHERE created_at <= $1', [new Date(startUs / 1000 - 2000)], ['a0', 'a1']],
    ['SELECT id FROM accounts WHERE balance >= 200 AND balance <> 300', [], ['a1']],
    ['SELECT id FROM accounts WHERE id IN ($1, $2)', ['a2', 'a0'], ['a2', 'a0']],
    ['SELECT id FROM accounts WHERE id = ANY($1::text[])', [['a1']], ['a1']],
    ['SELECT id FROM accounts WHERE id = ANY($1)', [['a1', 'zz']], ['a1']],
    ['SELECT id FROM accounts WHERE note IS NULL LIMIT $1', [2], ['a0', 'a1']],
    ['SELECT id FROM accounts WHERE note IS NOT NULL', [], []],
    ['SELECT id FROM accounts WHERE owner ILIKE $1', ['%B%'], ['a1']],
    ['SELECT id FROM accounts WHERE owner LIKE $1', ['%B%'], []],
    ['SELECT id FROM accounts WHERE owner LIKE $1', ['c_'], ['a2']],
    ['SELECT id FROM accounts WHERE note = $1', [null], []],
  ] as const)('%s', (text, values, ids) => {
    expect(run(text, values).rows.map(({ id }) => id)).toEqual(ids);
  });

  it('joins by the index of the second table', () => {
    const text =
      'SELECT a.owner, e.amount FROM accounts a JOIN entries e ON e.account_id = a.id WHERE a.owner = $1 ORDER BY e.amount DESC LIMIT 2';
    expect(run(text, ['ada']).rows).toEqual([
      { owner: 'ada', amount: 4 },
      { owner: 'ada', amount: 2 },
    ]);
  });

  it('counts and sums, whole and by group, as text like node-postgres', () => {
    const grouped = run(
      'SELECT account_id, count(*) AS n, sum(amount) AS total FROM entries GROUP BY account_id ORDER BY account_id',
    );
    expect(grouped.rows).toEqual([
      { account_id: 'a0', n: '3', total: '7' },
      { account_id: 'a1', n: '1', total: '3' },
    ]);
    expect(run('SELECT count(*) FROM entries WHERE account_id = $1', ['none']).rows).toEqual([{ count: '0' }]);
    expect(run('SELECT max(amount) AS most FROM entries').rows).toEqual([{ most: 4 }]);
  });

  it('answers without a table', () => {
    expect(run('SELECT 1')).toEqual({ rows: [{ '?column?': 1 }], rowCount: 1 });
  });

  it.each([
    [
      "SELECT id FROM accounts WHERE created_at > NOW() - INTERVAL 'a while'",
      'invalid input syntax for type interval: "a while"',
    ],
    ['SELEC 1', 'syntax error at or near "selec"'],
    ['SELECT id FROM', 'syntax error at end of input'],
    ['SELECT id FROM orders', 'relation "orders" does not exist'],
    ['SELECT x FROM accounts', 'column "x" does not exist'],
    ['SELECT e.id FROM accounts a', 'missing FROM-clause entry for table "e"'],
    [
      'SELECT created_at FROM accounts a JOIN entries e ON e.account_id = a.id',
      'column reference "created_at" is ambiguous',
    ],
  ])('%s', (text, message) => {
    expect(failure(text).message).toBe(message);
  });
});

describe('writes', () => {
  it('fills defaults, returns what was asked for, and refuses what the schema forbids', () => {
    const { run, failure } = setUp();
    const inserted = run('INSERT INTO accounts (id, owner, balance) VALUES ($1, $2, $3) RETURNING id, created_at', [
      'a9',
      'dee',
      5,
    ]);
    expect(inserted).toEqual({ rows: [{ id: 'a9', created_at: new Date(startUs / 1000) }], rowCount: 1 });
    const duplicate = failure('INSERT INTO accounts (id, owner, balance) VALUES ($1, $2, $3)', ['a0', 'eve', 1]);
    expect(duplicate.code).toBe('23505');
    expect(duplicate.message).toBe('duplicate key value violates unique constraint "accounts_pkey"');
    expect(duplicate.detail).toBe('Key (id)=(a0) already exists.');
    expect(failure('INSERT INTO accounts (id, owner) VALUES ($1, $2)', ['b0', 'fay']).code).toBe('23502');
  });

  it('takes back a whole statement when one of its rows is refused', () => {
    const { run, failure, database } = setUp();
    failure('INSERT INTO accounts (id, owner, balance) VALUES ($1, $2, 1), ($3, $4, 1)', ['n1', 'x', 'n2', 'x']);
    expect(run('SELECT id FROM accounts WHERE id = $1', ['n1']).rowCount).toBe(0);
    expect(database.table('accounts').rows).toHaveLength(3);
  });

  it('does nothing, or updates, on conflict', () => {
    const { run } = setUp();
    const values = ['x1', 'ada', 7];
    const columns = 'INSERT INTO accounts (id, owner, balance) VALUES ($1, $2, $3) ON CONFLICT (owner)';
    expect(run(`${columns} DO NOTHING`, values).rowCount).toBe(0);
    run(`${columns} DO UPDATE SET balance = accounts.balance + excluded.balance`, values);
    expect(run('SELECT id, balance FROM accounts WHERE owner = $1', ['ada']).rows).toEqual([
      { id: 'a0', balance: 107 },
    ]);
  });

  it('undoes in reverse, indexes included', () => {
    const { run } = setUp();
    const before = run('SELECT id, owner, balance FROM accounts ORDER BY id').rows;
    const undo: (() => void)[] = [];
    run('UPDATE accounts SET balance = balance - $1, owner = $2 WHERE id = $3', [30, 'zed', 'a1'], undo);
    run('UPDATE accounts SET balance = balance + 1 WHERE owner = $1', ['zed'], undo);
    run('DELETE FROM accounts WHERE id = $1', ['a0'], undo);
    run('INSERT INTO accounts (id, owner, balance) VALUES ($1, $2, 0)', ['a7', 'new'], undo);
    expect(run('SELECT balance FROM accounts WHERE owner = $1', ['zed']).rows).toEqual([{ balance: 171 }]);
    for (const one of undo.reverse()) one();
    expect(run('SELECT id, owner, balance FROM accounts ORDER BY id').rows).toEqual(before);
    expect(run('SELECT id FROM accounts WHERE owner = $1', ['zed']).rowCount).toBe(0);
    expect(run('SELECT id FROM accounts WHERE owner = $1', ['bob']).rowCount).toBe(1);
  });
});

describe('plans', () => {
  const scansOf = (cache: StatementCache, text: string): string[] =>
    (cache.get(text).prepared?.plan.scans ?? []).map(({ name }) => name);

  it('read a whole table only where no index helps, and are made again when one is created', () => {
    const { cache, database } = setUp();
    const newest =
      "SELECT id FROM accounts WHERE created_at > NOW() - INTERVAL '1 day' ORDER BY created_at DESC LIMIT 5";
    expect(scansOf(cache, 'SELECT id FROM accounts WHERE id = $1')).toEqual([]);
    expect(scansOf(cache, 'SELECT id FROM accounts WHERE balance = $1')).toEqual(['accounts']);
    expect(scansOf(cache, 'UPDATE entries SET amount = 1 WHERE amount = 2')).toEqual(['entries']);
    expect(scansOf(cache, 'SELECT a.id FROM accounts a JOIN entries e ON e.account_id = a.id WHERE a.id = $1')).toEqual(
      [],
    );
    expect(scansOf(cache, newest)).toEqual(['accounts']);
    database.migrate('CREATE INDEX CONCURRENTLY accounts_created_idx ON accounts (created_at DESC);');
    expect(scansOf(cache, newest)).toEqual([]);
    database.migrate('DROP INDEX accounts_created_idx;');
    expect(scansOf(cache, newest)).toEqual(['accounts']);
  });
});
