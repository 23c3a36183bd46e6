/** The checks of realism, by name, over every scenario: what each measured stands in the log of the tests. */
import { describe, expect, it } from 'vitest';
import { articleScripts, missingPrograms } from './suite/article.ts';
import { gaps } from './suite/gaps.ts';
import { type Guessed, guessesOf, notTrivial } from './suite/guesses.ts';
import { impact } from './suite/impact.ts';
import { answerKey } from './suite/key.ts';
import { metricLag } from './suite/lag.ts';
import { leaks } from './suite/leaks.ts';
import { noiseRate } from './suite/noise.ts';
import { normalChecks } from './suite/normal.ts';
import { pack } from './suite/pack.ts';
import { causalPath } from './suite/path.ts';
import { retries } from './suite/retries.ts';
import { type Check, lineOf, type Run, runAround } from './suite/run.ts';
import { alikeBefore, determinism, healthyBefore, isCausedBefore, worldsOf } from './suite/same.ts';
import { verbatimLines } from './suite/verbatim.ts';

const checks: readonly Check[] = [
  ...normalChecks,
  retries,
  metricLag,
  gaps,
  noiseRate,
  causalPath,
  impact,
  verbatimLines,
  leaks,
];

const all = process.env.FIREDRILL_TEST_ALL === '1';
const seeds = all ? [1, 2, 3, 4, 5] : [1];
/** Its rivals are cheap to run: it has few visitors. */
const rivalsOf = 'ten-minute-start';
/** Where two more worlds cost a few seconds. */
const fewRequests = 25;
/** The scenario that the article tells of. */
const articleOf = 'pool-exhausting-query';

const guessed: Guessed[] = [];

describe.each(pack.map(({ id }) => id))('realism of %s', (id) => {
  it.each(seeds)(
    'seed %i',
    async (seed) => {
      const scenario = pack.find((one) => one.id === id);
      if (!scenario) throw new Error(`no scenario ${id}`);
      const withTwin = async (of: number): Promise<Run> => ({
        ...(await runAround(scenario, 'true', of)),
        twin: await runAround(scenario, 'healthy', of),
      });
      const run = await withTwin(seed);
      const again = await runAround(scenario, 'true', seed);
      const found = [
        await determinism(
          run,
          again,
          all || scenario.requestsPerSecond <= fewRequests ? await withTwin(seed + 1) : null,
        ),
        ...(await Promise.all(checks.map((check) => check(run)))),
        healthyBefore(run),
      ];
      if (all || id === rivalsOf) found.push(await alikeBefore(scenario, seed, worldsOf(scenario)));
      else if (isCausedBefore(run)) found.push(await alikeBefore(scenario, seed, ['true']));
      if (id === articleOf && missingPrograms.length === 0) found.push(await articleScripts(run));
      guessed.push(...(await guessesOf(run)));
      for (const one of found) process.stdout.write(`${id} seed ${seed}  ${lineOf(one)}\n`);
      expect(found.filter(({ ok }) => !ok).map(lineOf)).toEqual([]);
    },
    400_000,
  );
});

if (missingPrograms.length > 0)
  process.stdout.write(`SKIPPED the article's scripts: no ${missingPrograms.join(', ')} on this machine\n`);

describe('the answer key', () => {
  const name = all ? '%s' : '%s: R21 needs all rivals: run with npm run test:all';
  it.skipIf(!all).each(pack.map(({ id }) => id))(
    name,
    async (id) => {
      const found = await answerKey(id, 1);
      process.stdout.write(`${id} seed 1  ${lineOf(found)}\n`);
      expect(found.ok, found.measured).toBe(true);
    },
    3_600_000,
  );
});

describe('the pack', () => {
  it('is not solved by looking at one thing only', () => {
    const found = notTrivial(guessed);
    for (const one of found) process.stdout.write(`pack  ${lineOf(one)}\n`);
    expect(found.filter(({ ok }) => !ok).map(lineOf)).toEqual([]);
  });
});
