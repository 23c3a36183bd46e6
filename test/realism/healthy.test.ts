/** The checks of what is normal, over ordinary minutes of a shop in which nothing is wrong: a whole day where there is time for it. */
import { describe, expect, it } from 'vitest';
import { loadedScenario } from '../support/run.ts';
import { healthyRun, healthyStretches } from './suite/healthy-run.ts';
import { baselineNoise } from './suite/noise.ts';
import { normalChecks } from './suite/normal.ts';
import { type Check, lineOf } from './suite/run.ts';

const checks: readonly Check[] = [...normalChecks, baselineNoise];

/** Rest on three standard deviations of chance: of as many stretches as these, one may lie outside. */
const leftToChance = new Set(['R3', 'R4', 'R7', 'R9']);
const stretchesForOneOutside = 30;

const scenario = loadedScenario('redis-lock-hog');
const all = process.env.FIREDRILL_TEST_ALL === '1';
const stretches = healthyStretches(scenario, all ? 24 * 60 : 16);
const mayLieOutside = Math.floor(stretches.length / stretchesForOneOutside);
const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

describe('a shop in which nothing is wrong', () => {
  const outside = new Map<string, string[]>();

  it.each(stretches.map((stretch) => [clock(stretch.fromMs), clock(stretch.untilMs), stretch] as const))(
    'from %s to %s',
    async (from, until, stretch) => {
      const run = await healthyRun(scenario, 1, stretch);
      const found = await Promise.all(checks.map((check) => check(run)));
      for (const one of found) process.stdout.write(`healthy ${from}-${until}  ${lineOf(one)}\n`);
      const failed = found.filter(({ ok }) => !ok);
      for (const one of failed)
        if (leftToChance.has(one.id)) outside.set(one.id, [...(outside.get(one.id) ?? []), lineOf(one)]);
      expect(failed.filter(({ id }) => !leftToChance.has(id)).map(lineOf)).toEqual([]);
    },
    180_000,
  );

  it('is as it should be in what is left to chance', () => {
    expect([...outside.values()].filter((lines) => lines.length > mayLieOutside)).toEqual([]);
  });
});
