/** What a new scenario begins with: a date after the shop's last commit, a cause of the library, an innocent release. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { besideServices } from '../../scenario/causes/fits.ts';
import { deploymentsOf, type Library, type LibraryCause, type Shop } from '../../scenario/index.ts';
import { type Innocent, innocentCommit } from '../../scenario/quick/innocent.ts';
import { mailDate } from '../../scenario/quick/patch-text.ts';
import { instantMs } from '../../scenario/times.ts';
import { UsageError } from '../project.ts';

/** Times of day of every new scenario. */
export const times = {
  history: '09:30',
  incident: '10:00',
  innocentMerged: '09:52:10',
  innocentReleased: '10:01:30',
  causeMerged: '09:57:25',
  cause: '10:05:00',
  rivalsUntil: '10:20',
  ends: '10:45',
} as const;

export interface NewPatch {
  readonly name: string;
  readonly service: string;
  readonly text: string;
}

export interface Plan {
  readonly date: string;
  readonly cause: LibraryCause;
  /** The cause's commit, where it is one. */
  readonly causeCommit: NewPatch | null;
  readonly innocent: Innocent;
  /** Causes that are named as rivals. */
  readonly rivals: readonly string[];
  /** Where it probably goes wrong: the author will know better. */
  readonly edge: readonly [string, string];
  replicas(service: string): number;
}

const dayMs = 86_400_000;
const mostRivals = 8;

const dayAfter = (timeMs: number): string => new Date(timeMs + dayMs).toISOString().slice(0, 10);

function commitOf(cause: LibraryCause, timeMs: number): NewPatch | null {
  const [first] = Object.entries(cause.commits);
  if (!first) return null;
  const [service, { name }] = first;
  const text = readFileSync(join(dirname(cause.file), `${basename(name)}.patch`), 'utf8');
  return { name: `0002-${basename(name)}`, service, text: text.replace(/^Date: .*$/m, `Date: ${mailDate(timeMs)}`) };
}

function chosen(library: Library, id: string | undefined): LibraryCause {
  const ids = [...library.keys()].sort();
  const cause = library.get(id ?? (library.has('slow-processor') ? 'slow-processor' : (ids[0] ?? '')));
  if (!cause) throw new UsageError(`there is no cause ${id ?? ''} in the library; there are ${ids.join(', ')}`);
  return cause;
}

function edgeOf({ component }: LibraryCause, services: ReadonlySet<string>): readonly [string, string] {
  if (component === 'api-gateway') return ['nginx-ingress', component];
  if (besideServices.includes(component)) return ['order-service', component];
  return ['api-gateway', services.has(component) ? component : 'order-service'];
}

/** Throws UsageError when the library has no such cause. */
export function planOf(shop: Shop, library: Library, causeId: string | undefined): Plan {
  const cause = chosen(library, causeId);
  const date = dayAfter(shop.commits.at(-1)?.timeMs ?? 0);
  const at = (time: string): number => instantMs(date, time);
  const replicas = new Map(deploymentsOf(shop.files).map((manifest) => [manifest.service, manifest.replicas]));
  const others = [...library.values()].filter(
    (one) => one.id !== cause.id && !(one.component === cause.component && one.mechanism === cause.mechanism),
  );
  return {
    date,
    cause,
    causeCommit: commitOf(cause, at(times.causeMerged)),
    innocent: innocentCommit(shop, at(times.innocentMerged)),
    rivals: others
      .map(({ id }) => id)
      .sort()
      .slice(0, mostRivals),
    edge: edgeOf(cause, new Set(replicas.keys())),
    replicas: (service) => replicas.get(service) ?? 1,
  };
}
