/** The checks of realism, by name, over every scenario: what each measured stands in the log of the tests. */
import { describe, expect, it } from 'vitest';
import { loadScenarios, loadShop } from '../../apps/simulator/src/scenario/index.ts';
import { root } from '../support/platform.ts';
import { threeWayAgreement } from './suite/agreement.ts';
import { arrivals } from './suite/arrivals.ts';
import { histogramAgainstRaw } from './suite/buckets.ts';
import { conservation } from './suite/conservation.ts';
import { correlation } from './suite/correlation.ts';
import { counters } from './suite/counters.ts';
import { exposition } from './suite/exposition.ts';
import { gaps } from './suite/gaps.ts';
import { type Guessed, guessesOf, notTrivial } from './suite/guesses.ts';
import { impact } from './suite/impact.ts';
import { metricLag } from './suite/lag.ts';
import { latencyShape } from './suite/latency.ts';
import { leaks } from './suite/leaks.ts';
import { littlesLaw } from './suite/little.ts';
import { baselineNoise } from './suite/noise.ts';
import { causalPath } from './suite/path.ts';
import { caps } from './suite/pools.ts';
import { retries } from './suite/retries.ts';
import { type Check, lineOf, runAround } from './suite/run.ts';
import { determinism, healthyBefore } from './suite/same.ts';
import { punctualTimeouts } from './suite/timeouts.ts';
import { spanTrees } from './suite/trees.ts';
import { verbatimLines } from './suite/verbatim.ts';

const checks: readonly Check[] = [
  conservation,
  littlesLaw,
  caps,
  counters,
  exposition,
  latencyShape,
  histogramAgainstRaw,
  arrivals,
  threeWayAgreement,
  spanTrees,
  correlation,
  punctualTimeouts,
  retries,
  metricLag,
  gaps,
  baselineNoise,
  causalPath,
  impact,
  verbatimLines,
  leaks,
];

const { scenarios } = loadScenarios([`${root}/scenarios`], loadShop(`${root}/apps/shop`, `${root}/scenarios/_history`));
const seeds = process.env.FIREDRILL_TEST_ALL === '1' ? [1, 2, 3, 4, 5] : [1];

const guessed: Guessed[] = [];

describe.each(scenarios.map(({ id }) => id))('realism of %s', (id) => {
  it.each(seeds)(
    'seed %i',
    async (seed) => {
      const scenario = scenarios.find((one) => one.id === id);
      if (!scenario) throw new Error(`no scenario ${id}`);
      const run = await runAround(scenario, 'true', seed);
      const found = [
        await determinism(scenario, seed),
        ...checks.map((check) => check(run)),
        await healthyBefore(scenario, seed),
      ];
      guessed.push(...(await guessesOf(run)));
      for (const one of found) process.stdout.write(`${id} seed ${seed}  ${lineOf(one)}\n`);
      expect(found.filter(({ ok }) => !ok).map(lineOf)).toEqual([]);
    },
    180_000,
  );
});

describe('the pack', () => {
  it('is not solved by looking at one thing only', () => {
    const found = notTrivial(guessed);
    for (const one of found) process.stdout.write(`pack  ${lineOf(one)}\n`);
    expect(found.filter(({ ok }) => !ok).map(lineOf)).toEqual([]);
  });
});
