/** `bench`: how fast it is here. One JSON object a line: name, value, unit. */
import { coldAndCached } from '../bench/cold.ts';
import { kernel } from '../bench/kernel.ts';
import { scoring } from '../bench/scoring.ts';
import { scenarioNamed } from '../load.ts';
import { knownIds } from '../project.ts';

const parts = ['kernel', 'start', 'scoring'] as const;
export type BenchPart = (typeof parts)[number];

export const isBenchPart = (text: string): text is BenchPart => parts.some((part) => part === text);

/** `kernel` and `scoring` with the first of them; `start` with each. */
export async function bench(ids: readonly string[], only: BenchPart | null): Promise<void> {
  const scenarios = (ids.length === 0 ? knownIds() : ids).map(scenarioNamed);
  const wants = (part: BenchPart): boolean => only === null || only === part;
  const [first] = scenarios;
  if (first && wants('kernel')) {
    await kernel(first, 30);
    await kernel(first, 83);
  }
  if (wants('start')) for (const scenario of scenarios) await coldAndCached(scenario);
  if (first && wants('scoring')) await scoring(first);
}
