/** The utilisation law, exactly: a pool that is looked at all the time lends rate times mean time of use. */
import { expect, it } from 'vitest';
import { exponential } from '../../kernel/index.ts';
import { PgPool } from './pool.ts';
import { bench, startUs } from './testing/little-database.ts';

const runUs = 10_000_000;
/** Of so many that some have to wait. */
const meanGapUs = 500;
const max = 2;
const lookEveryUs = 500;

/** A target that keeps what was told last, by name. */
function told() {
  const names: string[] = [];
  const last = new Map<string, number>();
  return {
    last,
    series: (name: string): number => names.push(name) - 1,
    scrape(_timeUs: number, _durationUs: number, values: Float64Array, count: number): void {
      for (let i = 0; i < count; i++) last.set(names[i] ?? '', values[i] ?? 0);
    },
    failed: () => undefined,
    gone: () => undefined,
  };
}

it('lends as many connections as are asked for, for as long as they are kept', async () => {
  const at = bench({ cores: 2 });
  const pod = at.pod('bank-0');
  const pool = new PgPool(pod, at.server, {
    max,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    statementTimeoutMillis: 4_000,
    applicationName: 'bank',
  });
  const statement = 'SELECT balance FROM accounts WHERE id = $1';
  const ask = (key: number): void => void pool.query(at.context(key), statement, ['a0']);
  let arrivals = 0;
  for (let atUs = 0; atUs < runUs; arrivals++) {
    atUs += exponential(arrivals + 1, meanGapUs);
    pod.process.complete(startUs + atUs, ask, arrivals, null);
  }
  let [looks, seen, most, waited, waitedInVain] = [0, 0, 0, 0, 0];
  for (let atUs = 0; atUs < runUs; atUs += lookEveryUs) {
    const look = (): void => {
      const lent = pool.totalCount - pool.idleCount;
      looks++;
      seen += lent;
      most = Math.max(most, lent);
      if (pool.waitingCount > 0) waited++;
      if (pool.waitingCount > 0 && lent < max) waitedInVain++;
    };
    at.kernel.at(startUs + atUs, look, null, null);
  }
  await at.runFor(runUs + 1_000_000);
  const target = told();
  pod.registry.scrape(target, at.kernel.nowUs, 0);
  const usedS = target.last.get('db_client_connection_use_time_seconds_sum') ?? 0;
  expect(target.last.get('db_client_connection_use_time_seconds_count')).toBe(arrivals);
  expect(most).toBe(max);
  expect(waited).toBeGreaterThan(100);
  expect(waitedInVain).toBe(0);
  const lent = seen / looks;
  expect(Math.abs(lent / (usedS / (runUs / 1e6)) - 1)).toBeLessThan(0.05);
});
