/** What takes a cause away does so when somebody does it, and is said to be nobody's here where no verb can. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Action } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { loadLibrary, loadShop, type Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { drawn, quickCauses, writeQuick } from '../../apps/simulator/src/scenario/quick/index.ts';
import type { Asked } from '../support/ask.ts';
import { judgeOf } from '../support/effects.ts';
import { root } from '../support/platform.ts';

const minuteMs = 60_000;
const all = process.env.FIREDRILL_TEST_ALL === '1';
const shop = loadShop(`${root}/apps/shop`, `${root}/scenarios/_history`);
const { library } = loadLibrary([`${root}/scenarios`]);
const maker = { root: mkdtempSync(join(tmpdir(), 'undo-')), shop, library };

/** Whom the database's log names as holding what others wait for, and who waits for nobody. */
async function holderOfLocks(world: Asked, atMs: number): Promise<number> {
  const query = '{service="postgres"} |= "Process holding the lock"';
  const window = { fromMs: atMs - minuteMs, toMs: atMs };
  const { rows } = await world.query({ kind: 'log-search', query, ...window, limit: 500 }, atMs);
  const waiting = new Set(rows.flatMap(({ fields }) => String(fields.queue).split(', ')));
  const named = rows.map(({ fields }) => String(fields.holder)).filter((pid) => !waiting.has(pid));
  const times = (pid: string): number => named.filter((other) => other === pid).length;
  return Number([...new Set(named)].sort((a, b) => times(b) - times(a))[0] ?? 0);
}

type Undo = (world: Asked, atMs: number) => Action | Promise<Action>;
const setting =
  (service: string, name: string, value: string): Undo =>
  () => ({ verb: 'set-config', service, name, value });
const rollingBack =
  (service: string): Undo =>
  () => ({ verb: 'roll-back', service });

const undoing: Readonly<Record<string, Undo>> = {
  'crash-loop': rollingBack('order-service'),
  'pool-leak': rollingBack('order-service'),
  'postgres-row-lock': async (world, atMs) => ({
    verb: 'cancel-backend',
    backends: { by: 'pid', pid: await holderOfLocks(world, atMs) },
    ending: 'terminate',
  }),
  'retry-storm': setting('api-gateway', 'CATALOG_TIMEOUT_MS', '3000'),
  'statement-timeout-typo': setting('order-service', 'PG_STATEMENT_TIMEOUT_MS', '4000'),
  'timeout-typo': setting('api-gateway', 'ORDER_TIMEOUT_MS', '8000'),
  'traffic-surge': () => ({ verb: 'shed-route', route: 'POST /v1/login' }),
  'uncached-query': rollingBack('catalog-service'),
};
/** Whose hands it is in is told in `docs/causes.md`. */
const noVerb = [
  'network-latency',
  'network-loss',
  'noisy-neighbour',
  'redis-lock-held',
  'redis-slow-command',
  'slow-processor',
  'slow-store',
];
const inNpmTest = 'postgres-row-lock';

function scenarioOf(cause: string): Scenario {
  return writeQuick(maker, drawn(library, { cause, at: '10:40', seed: 4001 }), { alternatives: [] }, cause);
}

describe('what takes a cause of a quick drill away', () => {
  it('is known of each: an action, or that there is none', () => {
    const known = [...Object.keys(undoing), ...noVerb].sort();
    expect(known).toEqual(quickCauses(library).map(({ id }) => id));
    const table = readFileSync(join(root, 'docs/causes.md'), 'utf8');
    for (const { id } of quickCauses(library)) {
      const row = table.split('\n').find((line) => line.startsWith(`| \`${id}\``)) ?? '';
      expect([id, row.includes('no action')]).toEqual([id, noVerb.includes(id)]);
    }
  });

  const causes = Object.keys(undoing).filter((id) => all || id === inNpmTest);
  it.each(causes)(
    '%s: the alert is over sooner than without',
    async (cause) => {
      const scenario = scenarioOf(cause);
      const { onsetMs } = scenario.truth;
      const actMs = onsetMs + 2.5 * minuteMs;
      const slice = { kind: 'incident', fromMs: onsetMs - minuteMs, toMs: actMs + 4 * minuteMs } as const;
      const judge = judgeOf(scenario, { actMs, slice });
      const action = await undoing[cause]!(await judge.untouched(), actMs);
      const { acted, untouched } = await judge.judged(action);
      expect(untouched.firingMs, JSON.stringify(action)).toBeGreaterThanOrEqual(2 * minuteMs);
      expect(acted.firingMs).toBeLessThan(0.6 * untouched.firingMs);
    },
    900_000,
  );
});
