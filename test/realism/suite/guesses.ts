/** R20: over the pack, each way to guess without thinking fails more often than not. */
import { type Guess, naiveSolvers, solves } from '../../../apps/simulator/src/evidence/index.ts';
import { ask } from '../../support/ask.ts';
import { type Finding, finding, type Run } from './run.ts';

const mostSolved = 0.4;

/** In one scenario: `scenario check` asks for the same. */
export { mostLucky } from '../../../apps/simulator/src/cli/check/naive.ts';

export interface Guessed {
  readonly id: string;
  readonly solver: string;
  readonly guess: Guess;
  readonly right: boolean;
}

export async function guessesOf({ scenario, chunks, fromMs, onsetMs, untilMs }: Run): Promise<Guessed[]> {
  const view = {
    world: ask(chunks),
    before: { fromMs: fromMs + 30_000, toMs: onsetMs },
    during: { fromMs: onsetMs, toMs: untilMs },
    asOfMs: untilMs,
  };
  const all: Guessed[] = [];
  for (const [solver, solve] of Object.entries(naiveSolvers)) {
    const guess = await solve(view);
    all.push({ id: scenario.id, solver, guess, right: solves(guess, scenario.truth) });
  }
  return all;
}

export function notTrivial(guessed: readonly Guessed[]): Finding[] {
  return Object.keys(naiveSolvers).map((solver) => {
    const own = guessed.filter((one) => one.solver === solver);
    const solved = own.filter(({ right }) => right);
    const said = own.map(({ id, guess, right }) => `${id}: ${guess.component ?? 'nothing'}${right ? ' (right)' : ''}`);
    const measured = `${solver} solves ${solved.length} of ${own.length} (at most ${100 * mostSolved} %): ${said.join(', ')}`;
    return finding('R20', 'not trivial', measured, own.length > 0 && solved.length / own.length <= mostSolved);
  });
}
