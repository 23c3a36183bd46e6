/** Nobody learns to think from an incident that is solved by looking at one thing only. */
import { type Examined, type Guess, naiveSolvers, solves, viewAfter } from '../../evidence/index.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { Subject } from './subject.ts';

export type Guesses = Readonly<Record<string, Guess>>;

/** Of four: no more than half may find the place of one scenario; over a pack each must fail more often than not. */
export const mostLucky = 2;

export async function guessesAt(world: Examined, pagedAtMs: number): Promise<Guesses> {
  const view = viewAfter(world, pagedAtMs);
  const guesses: Record<string, Guess> = {};
  for (const [name, solver] of Object.entries(naiveSolvers)) guesses[name] = await solver(view);
  return guesses;
}

const inWords = ({ component, mechanism }: Guess): string =>
  component === null ? 'nothing' : mechanism === null ? component : `${component}, ${mechanism}`;

export function checkNaive({ scenario, where }: Subject, bySeed: ReadonlyMap<number, Guesses>): Finding[] {
  if (bySeed.size === 0) return [failed('naive solvers: no page, so there is nothing to look at')];
  const { truth } = scenario;
  const lucky = [...bySeed].map(([seed, guesses]) => ({
    seed,
    names: Object.keys(guesses).filter((name) => solves(guesses[name]!, truth)),
  }));
  const said = Object.entries([...bySeed.values()][0] ?? {}).map(([name, guess]) => `${name} says ${inWords(guess)}`);
  const out = lucky.filter(({ names }) => names.length > mostLucky);
  if (out.length === 0) return [passed(`naive solvers: ${said.join('; ')}`)];
  const told = out.map(({ seed, names }) => `${names.join(', ')} solve it with seed ${seed}`);
  return [failed(`naive solvers: ${told.join('; ')} (${where('truth', 'component')})`)];
}
