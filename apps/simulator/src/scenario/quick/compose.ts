/** An ordinary scenario, made from a cause of the library and a minute: the "fake incident" of a team meeting. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { keyOf, mix } from '../../kernel/index.ts';
import type { Library, LibraryCause } from '../causes/library.ts';
import type { Shop } from '../load.ts';
import { deploymentsOf } from '../manifests.ts';
import { instantMs } from '../times.ts';
import { battery, yamlOf } from './battery.ts';
import { idleCommit, innocentCommit, servicesWithStart } from './innocent.ts';
import { mailDate } from './patch-text.ts';

/** What a host chose; what is absent is drawn by the seed. */
export interface QuickChoice {
  readonly cause?: string | undefined;
  readonly with?: Readonly<Record<string, string | number>> | undefined;
  /** HH:MM */
  readonly at?: string | undefined;
  readonly seed: number;
}

/** A choice that cannot be: which field, and why. */
export class QuickRefused extends Error {
  override readonly name = 'QuickRefused';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

export interface QuickScenario {
  /** Texts by path in the scenario's folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly cause: LibraryCause;
}

const minuteMs = 60_000;
/** Minutes before and after the cause. */
const minutes = { history: -45, innocent: -4, incident: -6, rivals: 10, ends: 45 } as const;
const earliest = '01:00';
const latest = '22:30';
/** Drawn minutes lie in the working day. */
const drawnFromMinute = 9 * 60 + 10;
const drawnMinutes = 7 * 60 + 40;
const mostRivals = 7;
const summaryOf: Readonly<Record<string, string>> = {
  ApiLatencyHigh: 'p95 of API requests is above 1 s',
  ApiErrorRatioHigh: 'More than 2 % of API requests fail',
  ApiRequestRateJump: 'Far more requests than half an hour ago',
};

const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19);
const pairOf = ({ component, mechanism }: LibraryCause): string => `${component} ${mechanism}`;
const dayMs = 86_400_000;

/** Causes that a quick drill can have, by name. */
export const quickCauses = (library: Library): LibraryCause[] =>
  [...library.values()].filter(({ quick }) => quick !== null).sort((a, b) => (a.id < b.id ? -1 : 1));

class Draw {
  readonly #key: number;

  constructor(seed: number) {
    this.#key = mix(keyOf('quick drill'), seed);
  }

  below(what: string, count: number): number {
    return mix(this.#key, keyOf(what)) % Math.max(1, count);
  }
}

function causeOf(library: Library, choice: QuickChoice, draw: Draw): LibraryCause {
  const causes = quickCauses(library);
  const ids = causes.map(({ id }) => id);
  if (choice.cause === undefined) {
    if (choice.with && Object.keys(choice.with).length > 0)
      throw new QuickRefused('with', 'choose a cause before choosing its parameters');
    const drawn = causes[draw.below('cause', causes.length)];
    if (!drawn) throw new QuickRefused('cause', 'the library has no cause for quick drills');
    return drawn;
  }
  const chosen = causes.find(({ id }) => id === choice.cause);
  if (!chosen) throw new QuickRefused('cause', `there is no cause ${choice.cause}; there are ${ids.join(', ')}`);
  const unknown = Object.keys(choice.with ?? {}).find((name) => !(name in chosen.parameters));
  if (unknown !== undefined) {
    const known = Object.keys(chosen.parameters).join(', ') || 'none';
    throw new QuickRefused(`with.${unknown}`, `${chosen.id} has no such parameter (it has: ${known})`);
  }
  return chosen;
}

function minuteOf({ at }: QuickChoice, draw: Draw): string {
  if (at === undefined) {
    const minute = drawnFromMinute + draw.below('minute', drawnMinutes);
    return clock(minute * minuteMs).slice(0, 5);
  }
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) throw new QuickRefused('at', 'a time of day, HH:MM');
  if (at < earliest || at > latest)
    throw new QuickRefused('at', `between ${earliest} and ${latest}: there must be time before it and after it`);
  return at;
}

/** Others that the page alone cannot tell from the cause first; no two with the same component and mechanism. */
function rivalsOf(library: Library, cause: LibraryCause, draw: Draw): LibraryCause[] {
  const taken = new Set([pairOf(cause)]);
  const samePage = (other: LibraryCause): number => (other.quick?.page === cause.quick?.page ? 0 : 1);
  const others = quickCauses(library)
    .map((other) => ({ other, rank: draw.below(`rival ${other.id}`, 1_000_000) }))
    .sort((a, b) => samePage(a.other) - samePage(b.other) || a.rank - b.rank)
    .map(({ other }) => other);
  return others
    .filter((other) => {
      if (taken.has(pairOf(other))) return false;
      taken.add(pairOf(other));
      return true;
    })
    .slice(0, mostRivals);
}

interface Patches {
  readonly names: string[];
  readonly files: Record<string, string>;
  readonly releases: object[];
}

function releaseOf(shop: Shop, commit: string, service: string, atMs: number): object {
  const replicas = deploymentsOf(shop.files).find((one) => one.service === service)?.replicas ?? 1;
  const batches = Array.from({ length: replicas }, (_, index) => ({ pods: 1, after: index * 25 }));
  return { commit, service, at: clock(atMs), batches };
}

/** An innocent release shortly before, and the cause's own where it is a commit: with a twin for all other worlds. */
function patchesOf(
  shop: Shop,
  library: Library,
  cause: LibraryCause,
  atMs: number,
  draw: Draw,
): Patches & { readonly causeFile: object } {
  // Where a cause has a commit, an innocent one could be in its way.
  const theirs = new Set(quickCauses(library).flatMap(({ commits }) => Object.keys(commits)));
  const others = servicesWithStart(shop).filter((service) => !theirs.has(service));
  const [commit] = Object.entries(cause.commits);
  const innocent = innocentCommit(
    shop,
    atMs + (minutes.innocent - 8) * minuteMs,
    others[draw.below('innocent', others.length)],
  );
  const files = { [`commits/${innocent.name}.patch`]: innocent.text };
  const releases = [releaseOf(shop, innocent.name, innocent.service, atMs + minutes.innocent * minuteMs)];
  if (!commit) {
    const causeFile = { library: cause.id, at: clock(atMs), with: {} };
    return { names: [innocent.name], files, releases, causeFile };
  }
  const [service, { name }] = commit;
  const mergedMs = atMs - 7 * minuteMs;
  const text = readFileSync(join(dirname(cause.file), `${basename(name)}.patch`), 'utf8');
  const own = `0002-${basename(name)}`;
  const twin = idleCommit(shop, mergedMs, service, '0002-twin');
  return {
    names: [innocent.name, own],
    files: {
      ...files,
      [`commits/${own}.patch`]: text.replace(/^Date: .*$/m, `Date: ${mailDate(mergedMs)}`),
      [`commits/${twin.name}.patch`]: twin.text,
    },
    releases: [...releases, releaseOf(shop, own, service, atMs)],
    causeFile: { commit: own, instead: twin.name },
  };
}

/** Throws QuickRefused. The same choice and seed give the same scenario. */
export function composeQuick(shop: Shop, library: Library, choice: QuickChoice): QuickScenario {
  const draw = new Draw(choice.seed);
  const cause = causeOf(library, choice, draw);
  const { quick } = cause;
  if (quick === null) throw new QuickRefused('cause', `${cause.id} is not one for quick drills`);
  const at = minuteOf(choice, draw);
  const dayOfLast = (shop.commits.at(-1)?.timeMs ?? 0) + (1 + draw.below('day', 5)) * dayMs;
  const date = new Date(dayOfLast).toISOString().slice(0, 10);
  const atMs = instantMs(date, at);
  const time = (offset: number): string => clock(atMs + offset * minuteMs);
  const patches = patchesOf(shop, library, cause, atMs, draw);
  const rivals = rivalsOf(library, cause, draw);
  const weekday = new Date(atMs).toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  const isCommit = Object.keys(cause.commits).length > 0;
  const scenario = {
    title: `Quick drill, ${weekday} ${at}`,
    summary: 'Something is not as it should be. You are on call, and nobody here knows more than you.',
    minutes: 30,
    difficulty: 'medium',
    date,
    history: time(minutes.history),
    incident: time(minutes.incident),
    ends: time(minutes.ends),
    traffic: { requestsPerSecond: 30 },
    commits: patches.names,
    cause: isCommit
      ? patches.causeFile
      : { library: cause.id, at: clock(atMs), with: { ...quick.with, ...choice.with } },
    releases: patches.releases,
    rivals: rivals.map((rival) => ({ cause: rival.id, at: clock(atMs), with: rival.quick?.with ?? {} })),
    rivalsUntil: time(minutes.rivals),
    signals: battery([time(-2), time(minutes.rivals - 1)]),
    hints: [
      {
        level: 1,
        text: 'Fix the minute first. Then go service by service: which of them changed at that minute, and which did not?',
      },
      {
        level: 2,
        text: `Look closely at what is between ${quick.edge[0]} and ${quick.edge[1]}, from both sides.`,
        reveals: ['component'],
      },
      { level: 3, text: cause.summary, reveals: ['component', 'mechanism', 'resource'] },
    ],
    page: {
      rule: quick.page,
      summary: summaryOf[quick.page] ?? quick.page,
      service: 'api-gateway',
      owner: 'platform',
      dependencies: ['catalog-service', 'order-service', 'payment-service', 'redis'],
      runbook: 'Look at the Overview dashboard. Ask the owning team when one service stands out.',
      noticed: [{ who: 'Monitoring', text: `${quick.page} is firing on the ingress.`, afterPage: 0 }],
    },
    truth: {
      summary: cause.summary,
      onset: clock(atMs),
      component: cause.component,
      mechanism: cause.mechanism,
      guiltyEdge: quick.edge,
      story: [
        { at: time(minutes.innocent), text: 'An innocent release is rolled out. It has no part in this.' },
        { at: clock(atMs), text: `${cause.title}. ${cause.summary}` },
        ...(cause.undo === null ? [] : [{ at: time(minutes.ends - 1), text: `What takes it away: ${cause.undo}` }]),
      ],
      lesson: quick.lesson,
    },
  };
  return { cause, files: { 'scenario.yaml': yamlOf(scenario), ...patches.files } };
}
