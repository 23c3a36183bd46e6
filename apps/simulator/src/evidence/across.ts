/** One question in every world: what it shows in the team's own, and which rivals would have shown something else. */
import type { Change } from '@firedrill/protocol';
import {
  type Examined,
  type Groups,
  groupMeant,
  groupsAbout,
  groupsOf,
  outcomeOf,
  type Question,
  type Window,
} from './examine.ts';
import type { AnswerMemory, Source } from './memory.ts';

/**
 * read: of the group that somebody means. seen: nobody said what of it was read, so it is taken for the group that tells
 * most rivals apart. pointed: whether the group that is meant stands out among the others of its query.
 */
export type How = 'read' | 'seen' | 'pointed';

export interface Asked {
  /** `null`: the change feed as a whole. */
  readonly query:
    | Exclude<Question, { modality: 'event' }>
    | { readonly modality: 'event'; readonly change: Change | null };
  readonly window: Window;
  /** What had not arrived by then is not seen. */
  readonly asOfMs: number;
  /** The team had acted by then: rivals do not know of that. */
  readonly acted: boolean;
  /** Of the incident itself: asked of the true world in which nobody acted. */
  readonly untouched: boolean;
  readonly how: How;
}

/** By world: 'true' is the team's own, compared with the healthy one. */
export type Seen = Readonly<Record<string, string>>;

export interface WorldsAcross {
  readonly own: Source;
  /** The true world in which nobody acted. */
  readonly truth: Source;
  readonly healthy: Source;
  readonly rivals: readonly Rival[];
  /** Rivals are known to here. */
  readonly untilMs: number;
  readonly memory: AnswerMemory;
}

export interface Rival {
  readonly id: string;
  /** Opened one after the other, so that few need be in memory, and only for what is not known yet. */
  readonly source: Source;
}

/** A shorter window says nothing of a rival. */
const leastComparedMs = 60_000;
const sameChangeMs = 60_000;
/** Kinds of changes that somebody decided on. */
const decided: ReadonlySet<Change['kind']> = new Set(['config', 'deploy', 'job', 'rollback', 'scale', 'schedule']);

const isSame = (a: Change, b: Change): boolean =>
  a.kind === b.kind &&
  a.service === b.service &&
  a.reason === b.reason &&
  Math.abs(a.timeMs - b.timeMs) <= sameChangeMs;

const feedOf = (world: Examined, { window, asOfMs }: Asked): Promise<readonly Change[]> =>
  world.query({ kind: 'changes', ...window }, asOfMs);

/** What is there of a change, or of all that was decided, in a world. */
async function changesIn(world: Examined, asked: Asked, change: Change | null): Promise<string> {
  if (change) {
    const around = { fromMs: change.timeMs - sameChangeMs, toMs: change.timeMs + sameChangeMs };
    const found = await feedOf(world, { ...asked, window: around });
    return found.some((other) => isSame(other, change)) ? 'there' : 'not there';
  }
  const found = (await feedOf(world, asked)).filter(({ kind }) => decided.has(kind));
  return [...new Set(found.map(({ kind, service }) => `${kind} ${service}`))].sort().join(', ');
}

/** In the words of readings: a change that the healthy world has too is nothing out of the ordinary. */
const changeOutcome = (healthy: string, seen: string): string =>
  healthy === seen ? 'same' : seen === 'not there' ? 'gone' : 'higher';

interface Held {
  readonly asked: Asked;
  /** Candidates: the group that is meant, or all where nobody said what was read. */
  readonly groups: readonly string[];
  readonly own: readonly string[];
  /** As rivals are compared: by then, and as if nobody had acted. null: rivals cannot be compared. */
  readonly base: readonly string[] | null;
  readonly compared: Window;
  readonly healthy: Groups | string;
  readonly rivals: Record<string, readonly string[]>;
}

/** What arrives later than this after the end of a window is not waited for: so answers do not depend on who asks when. */
const settledMs = 2 * 60_000;
/** What arrives, arrives by scrapes: those who ask within the same interval see the same. */
const arrivesEachMs = 15_000;

async function lookAt(memory: AnswerMemory, source: Source, asked: Asked, window: Window): Promise<Groups | string> {
  const { query } = asked;
  const sawMs = asked.asOfMs - (asked.asOfMs % arrivesEachMs);
  const asOfMs = Math.min(sawMs, window.toMs + settledMs);
  // Which group is focused is chosen from the answer.
  const about = query.modality === 'metric' ? query.expr : query;
  return memory.ask(source, [about, window.fromMs, window.toMs, asOfMs], (world) =>
    query.modality === 'event'
      ? changesIn(world, { ...asked, asOfMs }, query.change)
      : groupsOf(world, query, window, asOfMs),
  );
}

function outcomesOf(
  { query }: Asked,
  groups: readonly string[],
  healthy: Groups | string,
  seen: Groups | string,
): string[] {
  if (typeof healthy === 'string' || typeof seen === 'string') return [changeOutcome(String(healthy), String(seen))];
  if (query.modality === 'event') return [];
  return groups.map((group) => outcomeOf(query, healthy.get(group) ?? [], seen.get(group) ?? []));
}

/** None where somebody means one of several and does not say which. */
function candidates({ query, how }: Asked, seen: Groups | string, healthy: Groups | string): readonly string[] {
  if (typeof seen === 'string' || typeof healthy === 'string' || query.modality === 'event') return [''];
  if (how === 'seen') return groupsAbout(query, seen);
  const meant = groupMeant(query, seen, healthy);
  return meant === null ? [] : [meant];
}

const deviates = (outcome: string): boolean => outcome !== 'same' && outcome !== 'unclear';

/** 'which' where the group deviates clearly and most others do not; what looks as ever is 'same'. */
function pointed(asked: Asked, group: string | undefined, healthy: Groups | string, seen: Groups | string): string {
  if (group === undefined || typeof healthy === 'string' || typeof seen === 'string') return 'unclear';
  const others = [...new Set([...healthy.keys(), ...seen.keys()])].filter((other) => other !== group);
  const [own = 'unclear', ...rest] = outcomesOf(asked, [group, ...others], healthy, seen);
  if (!deviates(own)) return own;
  return rest.filter(deviates).length < rest.length / 2 ? 'which' : 'unclear';
}

async function hold(worlds: WorldsAcross, asked: Asked): Promise<Held> {
  const { window } = asked;
  const { memory } = worlds;
  const [seen, normal] = await Promise.all([
    lookAt(memory, asked.untouched ? worlds.truth : worlds.own, asked, window),
    lookAt(memory, worlds.healthy, asked, window),
  ]);
  const groups = candidates(asked, seen, normal);
  const own =
    asked.how === 'pointed' ? [pointed(asked, groups[0], normal, seen)] : outcomesOf(asked, groups, normal, seen);
  const compared = { fromMs: window.fromMs, toMs: Math.min(window.toMs, worlds.untilMs) };
  const known = compared.toMs - compared.fromMs >= leastComparedMs && asked.how !== 'pointed';
  if (!known) return { asked, groups, own, base: null, compared, healthy: normal, rivals: {} };
  if (compared.toMs === window.toMs && !asked.acted)
    return { asked, groups, own, base: own, compared, healthy: normal, rivals: {} };
  const [before, calm] = await Promise.all([
    lookAt(memory, worlds.truth, asked, compared),
    lookAt(memory, worlds.healthy, asked, compared),
  ]);
  return { asked, groups, own, base: outcomesOf(asked, groups, calm, before), compared, healthy: calm, rivals: {} };
}

/** A rival's outcome in terms of the team's own: it agrees where it agrees with what the team would have seen without acting. */
function agreement(own: string, base: string, rival: string, acted: boolean): string {
  if (base === 'unclear' || rival === 'unclear' || (acted && base !== own)) return 'unclear';
  if (rival === base) return own;
  return rival === own ? 'otherwise' : rival;
}

/** The candidate that tells most rivals apart: that is what could have been seen. */
function bestOf({ asked, own, base, rivals, groups }: Held, ids: readonly string[]): Seen {
  let best: Seen = { true: own[0] ?? 'unclear' };
  let most = -1;
  for (const index of groups.keys()) {
    const mine = own[index] ?? 'unclear';
    const theirs = ids.map((id) => {
      const there = rivals[id]?.[index];
      const outcome =
        base === null || there === undefined
          ? 'unclear'
          : agreement(mine, base[index] ?? 'unclear', there, asked.acted);
      return [id, outcome] as const;
    });
    const apart =
      mine === 'unclear' ? -0.5 : theirs.filter(([, outcome]) => outcome !== 'unclear' && outcome !== mine).length;
    if (apart > most) {
      most = apart;
      best = { true: mine, ...Object.fromEntries(theirs) };
    }
  }
  return best;
}

/** A question that cannot be asked any more shows nothing either way: 'unclear' everywhere. `onWorld` before each rival. */
export async function seenAcross(
  worlds: WorldsAcross,
  all: readonly Asked[],
  onWorld: (index: number) => void = () => {},
): Promise<Seen[]> {
  const held = await Promise.all(all.map((asked) => hold(worlds, asked).catch(() => null)));
  for (const [index, { id, source }] of worlds.rivals.entries()) {
    onWorld(index);
    await Promise.all(
      held.map(async (one) => {
        if (!one || one.base === null) return;
        const seen = await lookAt(worlds.memory, source, one.asked, one.compared);
        one.rivals[id] = outcomesOf(one.asked, one.groups, one.healthy, seen);
      }),
    );
  }
  const ids = worlds.rivals.map(({ id }) => id);
  return held.map((one) => (one ? bestOf(one, ids) : { true: 'unclear' }));
}
