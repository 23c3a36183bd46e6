import { describe, expect, it } from 'vitest';
import { endBackends } from '../../platform/postgres/index.ts';
import { PgPool } from '../../platform/postgres/pool.ts';
import { type Bench, bench, startUs } from '../../platform/postgres/testing/little-database.ts';
import type { Surroundings } from './index.ts';
import { openSession } from './session.ts';

const second = 1_000_000;
const take = 'UPDATE accounts SET balance = balance + 1 WHERE id = $1';

/** Three workers hold the rows of accounts, one each, for two seconds at a time. */
function backfill(at: Bench): () => void {
  const change = {
    kind: 'session' as const,
    application: 'backfill',
    statements: ["SELECT id FROM accounts WHERE id >= 'a0' LIMIT 1 FOR UPDATE SKIP LOCKED"],
    holdMs: 2000,
    everyMs: 100,
    parallel: 3,
  };
  // Sessions reach for nothing else.
  const around = { kernel: at.kernel, postgres: at.server } as unknown as Surroundings;
  return openSession(change, around, 1, startUs) ?? (() => undefined);
}

const sessions = (at: Bench): number[] =>
  [...at.server.sessions()].filter(({ applicationName }) => applicationName === 'backfill').map(({ pid }) => pid);

describe("somebody's program at the database", () => {
  it('keeps its connections from one transaction to the next', async () => {
    const at = bench();
    backfill(at);
    await at.runFor(second);
    const before = sessions(at);
    expect(before).toHaveLength(3);
    await at.runFor(6 * second);
    expect(sessions(at)).toEqual(before);
  });

  it('ends with all of them when one is terminated: who waited for a row gets it', async () => {
    const at = bench();
    backfill(at);
    await at.runFor(second);
    const shop = { max: 1, connectionTimeoutMillis: 1000, idleTimeoutMillis: 60_000, statementTimeoutMillis: 0 };
    const pool = new PgPool(at.pod('order-service-0'), at.server, { ...shop, applicationName: 'order-service' });
    let doneAtUs = 0;
    void pool.query(at.context(2), take, ['a2']).then(() => {
      doneAtUs = at.kernel.nowUs;
    });
    await at.runFor(second / 5);
    expect(doneAtUs).toBe(0);
    const terminatedAtUs = at.kernel.nowUs;
    endBackends(at.server, { by: 'pid', pid: sessions(at)[0] ?? 0 }, 'terminate');
    await at.runFor(5 * second);
    expect(sessions(at)).toEqual([]);
    expect(doneAtUs - terminatedAtUs).toBeGreaterThan(0);
    expect(doneAtUs - terminatedAtUs).toBeLessThan(second / 2);
  });

  it('says goodbye once its time is over, after what was under way', async () => {
    const at = bench();
    const end = backfill(at);
    await at.runFor(second);
    end();
    await at.runFor(second / 2);
    expect(sessions(at)).toHaveLength(3);
    await at.runFor(2 * second);
    expect(sessions(at)).toEqual([]);
  });
});
