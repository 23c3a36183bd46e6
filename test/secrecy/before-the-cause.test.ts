/**
 * Until something goes wrong, nothing tells a world in which it will from one in which it will not: both are asked all
 * that a trainee can ask, as of an instant before the cause, and answer the same bytes.
 */
import type { Change } from '@firedrill/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { loadedScenario } from '../support/run.ts';
import { Trainee } from '../support/trainee.ts';
import { type Asker, ask } from './ask.ts';
import { around, before, type Known, type Visit, withRepository } from './known.ts';
import { serveTwins, type TwinServer } from './twin.ts';
import { inside } from './visits.ts';

const ids =
  process.env.FIREDRILL_TEST_ALL === '1'
    ? ['ten-minute-start', 'pool-exhausting-query', 'redis-lock-hog', 'cache-warming-on-the-hour']
    : ['ten-minute-start'];

const ofTelemetry = [
  'GET /metrics/metadata',
  'POST /metrics/range',
  'GET /metrics/labels/:name',
  'POST /logs/search',
  'POST /logs/histogram',
  'POST /logs/facets',
  'POST /traces/search',
  'GET /traces/:traceId',
  'GET /changes',
  'GET /map',
];
/** The commit that will break the shop is in its repository from its merge on: a healthy world has another in its place. */
const ofTheRepository = [
  'GET /code/tree',
  'GET /code/search',
  'GET /code/file',
  'GET /code/log',
  'GET /code/commits/:sha',
  'GET /code/deployed',
  'GET /actions/choices',
];

const minuteMs = 60_000;

interface Instant {
  readonly says: string;
  readonly atMs: number;
  readonly routes: readonly string[];
  /** Whether the two worlds are one by then. */
  readonly same: boolean;
}

/** A second before the change or the release that begins it, and before the merge of the commit that does. */
function instantsOf(scenario: Scenario): Instant[] {
  const { bad, changes, releases } = scenario.course('true');
  const released = releases.filter(({ commit }) => commit.sha === bad?.sha);
  const beginsMs = Math.min(...[...changes, ...released].map(({ atMs }) => atMs));
  const all = [...ofTelemetry, ...ofTheRepository];
  const isMerged = bad !== null && bad.timeMs > scenario.historyFromMs;
  return [
    ...(isMerged ? [{ says: 'before its merge', atMs: bad.timeMs - 1000, routes: all, same: true }] : []),
    { says: 'before it begins', atMs: beginsMs - 1000, routes: bad ? ofTelemetry : all, same: true },
    // What tells nothing apart would tell nothing apart here either.
    { says: 'after it began', atMs: beginsMs + minuteMs * 3, routes: ['POST /metrics/range'], same: false },
  ];
}

/** Merges of commits that only one of the worlds has. */
function ownMerges(scenario: Scenario): ReadonlySet<number> {
  const [own, others] = [scenario.course('true').commits, scenario.course('healthy').commits];
  const only = (some: typeof own, rest: typeof own) => some.filter(({ sha }) => !rest.some((one) => one.sha === sha));
  return new Set([...only(own, others), ...only(others, own)].map(({ timeMs }) => timeMs));
}

/** The clocks stand still from the page on: all is asked as of that instant. */
async function begin({ url, still }: TwinServer, catalogId: string): Promise<Trainee> {
  const body = JSON.stringify({ catalogId, name: 'Ana', mode: 'open', seed: 1 });
  const headers = { 'content-type': 'application/json' };
  const trainee = new Trainee(url, await (await fetch(`${url}/api/events`, { method: 'POST', headers, body })).json());
  await trainee.ready();
  await trainee.must('POST', '/start');
  await still(async () => {
    await trainee.must('POST', '/acknowledge');
    await trainee.must('POST', '/clock', { op: 'pause' });
  });
  await trainee.must('POST', '/code/enter');
  return trainee;
}

/** Both worlds are there as far as they are asked for. */
async function covered(trainee: Trainee, fromMs: number, toMs: number): Promise<void> {
  const isThere = async (): Promise<boolean> => {
    const { world } = await trainee.view();
    return world.fromMs <= fromMs && world.toMs >= toMs;
  };
  while (!(await isThere())) await new Promise((wake) => setTimeout(wake, 500));
}

describe.each(ids)('%s', (id) => {
  const scenario = loadedScenario(id);
  const merges = ownMerges(scenario);

  describe.each(instantsOf(scenario))('$says', ({ atMs, routes, same }) => {
    let server: TwinServer;
    beforeAll(async () => {
      server = await serveTwins(scenario, atMs);
    }, 120_000);
    afterAll(() => server.close());

    async function said(catalogId: string): Promise<Map<string, string>> {
      const trainee = await begin(server, catalogId);
      await covered(trainee, scenario.historyFromMs, atMs);
      const first = before(await trainee.view(), catalogId);
      const known: Known = {
        ...(await withRepository(trainee, await around(trainee, first))),
        window: { fromMs: scenario.historyFromMs, toMs: atMs },
      };
      const asker: Asker = { name: '', url: server.url, token: trainee.seat.token, team: { bought: 0 } };
      const answers = new Map<string, string>();
      for (const route of routes)
        for (const visit of inside[route]?.(known) ?? [])
          answers.set(nameOf(route, visit), await told(asker, route, visit, known));
      return answers;
    }

    const nameOf = (route: string, { path, body }: Visit): string => `${route} ${path} ${JSON.stringify(body) ?? ''}`;

    async function told(asker: Asker, route: string, { path, body }: Visit, { drillId }: Known): Promise<string> {
      const { text } = await ask(asker, route, { path: `/api/drills/${drillId}${path}`, body });
      if (route !== 'GET /changes') return text;
      // What the wire contract promises for this path.
      const feed = JSON.parse(text) as Change[];
      return JSON.stringify(feed.filter(({ kind, timeMs }) => kind !== 'merge' || !merges.has(timeMs)));
    }

    it(`${same ? 'says the same as' : 'is told apart from'} a world in which nothing happens`, async () => {
      const [own, twin] = server.catalogIds;
      const [a, b] = [await said(own), await said(twin)];
      expect([...b.keys()]).toEqual([...a.keys()]);
      const told = [...a].filter(([name, text]) => b.get(name) !== text).map(([name]) => name);
      if (same) expect(told).toEqual([]);
      else expect(told).not.toEqual([]);
      const empty = [...a.values()].filter((text) => text === '[]' || text.startsWith('{"error"')).length;
      expect(empty).toBeLessThan(a.size / 4);
    }, 600_000);
  });
});
