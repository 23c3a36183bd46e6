/** Ways to guess without thinking. A scenario that they solve teaches nobody anything. */
import { biggestZ } from './biggest-z.ts';
import type { NaiveSolver } from './guess.ts';
import { latestDeploy } from './latest-deploy.ts';
import { mostErrorLines } from './most-error-lines.ts';
import { slowestSpan } from './slowest-span.ts';

export { type Guess, type NaiveView, solves, viewAfter } from './guess.ts';

export const naiveSolvers: Readonly<Record<string, NaiveSolver>> = {
  'biggest z-score': biggestZ,
  'latest deploy': latestDeploy,
  'most error lines': mostErrorLines,
  'slowest span': slowestSpan,
};
