/**
 * Ten quick drills drawn by chance: each can be solved by somebody who asks the same questions every time and knows what
 * causes look like, and the ways to guess without thinking do not get there.
 */
import type { Debrief } from '@firedrill/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Guess, naiveSolvers, solves, viewAfter } from '../../apps/simulator/src/evidence/index.ts';
import type { Signal } from '../../apps/simulator/src/scenario/index.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';
import { diagnose } from './expert.ts';
import { Host } from './host.ts';
import { seenBy } from './seen-by.ts';
import { type Chapter, questions, textbook } from './textbook.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** R20: of all drills together. */
const mostOfOneSolver = 0.4;

interface Truth {
  readonly component: string;
  readonly mechanism: string;
}

/** What most of the guesses say; null when they do not agree. */
function agreed(guesses: readonly Guess[]): Guess | null {
  const votes = new Map<string, Guess[]>();
  for (const guess of guesses.filter(({ component }) => component !== null)) {
    const key = `${guess.component} ${guess.mechanism}`;
    votes.set(key, [...(votes.get(key) ?? []), guess]);
  }
  const [most, second] = [...votes.values()].sort((a, b) => b.length - a.length);
  return most && most.length > (second?.length ?? 0) ? (most[0] ?? null) : null;
}

describe.skipIf(process.env.FIREDRILL_TEST_ALL !== '1')('quick drills drawn by chance', () => {
  let platform: Platform;
  let host: Host;
  let chapters: readonly Chapter[];
  let asked: readonly Signal[];
  const lucky = new Map<string, number>();

  beforeAll(async () => {
    platform = await startPlatform();
    host = await Host.open(platform);
    chapters = await textbook();
    asked = questions();
  }, 900_000);
  afterAll(() => platform.stop());

  it.each(seeds)(
    'with seed %i',
    async (seed) => {
      const trainee = new Trainee(platform.url, await host.seat({ name: 'Expert', seed, mode: 'open' }));
      const { page } = await trainee.beginWork();
      if (!page) throw new Error('nobody was paged');
      await trainee.must('POST', '/clock', { op: 'skip', by: 'quarter' });
      const world = seenBy(trainee);
      const { answer, ranking, observed } = await diagnose(world, page.firedAtMs, asked, chapters);
      const view = viewAfter(world, page.firedAtMs);
      const guesses: Record<string, Guess> = {};
      for (const [name, solver] of Object.entries(naiveSolvers)) guesses[name] = await solver(view);

      await trainee.must('POST', '/end');
      const { truth } = await trainee.must<Debrief & { readonly truth: Truth }>('GET', '/debrief');
      const { component, mechanism } = truth;
      const solvers = Object.keys(guesses).filter((name) => solves(guesses[name]!, truth));
      for (const name of solvers) lucky.set(name, (lucky.get(name) ?? 0) + 1);
      const leading = ranking.slice(0, 3).map(({ chapter, against }) => `${chapter.cause} ${against}`);
      process.stdout.write(
        `quick drill ${seed}: ${component}, ${mechanism}; expert: ${answer?.component}, ${answer?.mechanism} (${leading.join(', ')}); naive: ${solvers.join(', ') || 'none'}\n`,
      );
      expect(answer, JSON.stringify(observed)).toEqual({ component, mechanism });
      const consensus = agreed(Object.values(guesses));
      expect([consensus?.component, consensus?.mechanism]).not.toEqual([component, mechanism]);
    },
    600_000,
  );

  it('no way to guess gets far over all of them', () => {
    for (const [name, count] of lucky) expect([name, count / seeds.length <= mostOfOneSolver]).toEqual([name, true]);
  });
});
