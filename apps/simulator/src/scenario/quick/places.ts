/** Where a cause can strike: the values of those parameters that name a place. */
import { routes } from '@firedrill/protocol';
import { nodeNames } from '../../platform/host/hosts.ts';
import { misfit } from '../causes/fits.ts';
import type { Ground } from '../causes/ground.ts';
import { changesOfCause, type LibraryCause } from '../causes/library.ts';
import { usualOf } from './choice.ts';

function fits(cause: LibraryCause, name: string, value: string, ground: Ground): boolean {
  const { changes } = changesOfCause(cause, { ...usualOf(cause), [name]: value }, { file: cause.file, line: 1 });
  return changes.every(({ change }) => misfit(change, ground) === null);
}

/** By parameter, what can stand there; a parameter that is no place is not in it. */
export function placesOf(cause: LibraryCause, ground: Ground): Readonly<Record<string, readonly string[]>> {
  const kinds: readonly (readonly string[])[] = [
    [...ground.environment.keys()].sort(),
    ['postgres', 'redis'],
    nodeNames,
    routes,
  ];
  const places = Object.entries(usualOf(cause)).flatMap(([name, usual]) => {
    const kind = kinds.find((values) => values.includes(String(usual)));
    return kind ? [[name, kind.filter((value) => fits(cause, name, value, ground))] as const] : [];
  });
  return Object.fromEntries(places);
}

/** The two ends between which it shows, where no place can be chosen. */
export const fixedEdgeOf = (cause: LibraryCause, ground: Ground): readonly [string, string] | null =>
  Object.keys(placesOf(cause, ground)).length > 0 ? null : (cause.quick?.edge ?? null);
