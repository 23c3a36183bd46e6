/** The checks of realism, by name, over every scenario: what each measured stands in the log of the tests. */
import { describe, expect, it } from 'vitest';
import { loadScenarios, loadShop } from '../../apps/simulator/src/scenario/index.ts';
import { root } from '../support/platform.ts';
import { threeWayAgreement } from './suite/agreement.ts';
import { exposition } from './suite/exposition.ts';
import { impact } from './suite/impact.ts';
import { metricLag } from './suite/lag.ts';
import { arrivals, latencyShape } from './suite/latency.ts';
import { baselineNoise } from './suite/noise.ts';
import { type Check, lineOf, runAround } from './suite/run.ts';
import { punctualTimeouts } from './suite/timeouts.ts';
import { spanTrees } from './suite/trees.ts';
import { verbatimLines } from './suite/verbatim.ts';

const checks: readonly Check[] = [
  exposition,
  latencyShape,
  arrivals,
  threeWayAgreement,
  spanTrees,
  punctualTimeouts,
  metricLag,
  baselineNoise,
  impact,
  verbatimLines,
];

const { scenarios } = loadScenarios([`${root}/scenarios`], loadShop(`${root}/apps/shop`, `${root}/scenarios/_history`));
const seeds = process.env.FIREDRILL_TEST_ALL === '1' ? [1, 2, 3, 4, 5] : [1];

describe.each(scenarios.map(({ id }) => id))('realism of %s', (id) => {
  it.each(seeds)(
    'seed %i',
    async (seed) => {
      const scenario = scenarios.find((one) => one.id === id);
      if (!scenario) throw new Error(`no scenario ${id}`);
      const run = await runAround(scenario, 'true', seed);
      const found = checks.map((check) => check(run));
      for (const one of found) process.stdout.write(`${id} seed ${seed}  ${lineOf(one)}\n`);
      expect(found.filter(({ ok }) => !ok).map(lineOf)).toEqual([]);
    },
    180_000,
  );
});
