/** Which other causes a quick drill is told apart from. */
import { componentOf, type Library, type LibraryCause } from '../causes/library.ts';
import { type Drawn, quickCauses, usualOf } from './choice.ts';

/** Some more than stay: each is a world to run, and a meeting waits for it. */
const mostCandidates = 9;
const mostKept = 8;
export const fewestKept = 4;

const pairOf = (component: string, mechanism: string): string => `${component} ${mechanism}`;

/** Those that raise the same page first; no two with the same component and mechanism. */
export function candidatesFor(library: Library, { cause, component, quick, draw }: Drawn): LibraryCause[] {
  const taken = new Set([pairOf(component, cause.mechanism)]);
  return quickCauses(library)
    .map((other) => ({
      other,
      otherPage: other.quick?.page === quick.page ? 0 : 1,
      rank: draw.below(`alternative ${other.id}`, 1_000_000),
    }))
    .sort((a, b) => a.otherPage - b.otherPage || a.rank - b.rank)
    .map(({ other }) => other)
    .filter((other) => {
      const pair = pairOf(componentOf(other, usualOf(other)), other.mechanism);
      if (taken.has(pair)) return false;
      taken.add(pair);
      return true;
    })
    .slice(0, mostCandidates);
}

/** The first of those that can be told from the truth. Fewer than `fewestKept`: it is no drill. */
export const keptOf = (candidates: readonly string[], toldApart: ReadonlySet<string>): string[] =>
  candidates.filter((id) => toldApart.has(id)).slice(0, mostKept);
