import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScenarios, loadShop } from '../../apps/simulator/src/scenario/index.ts';
import { Host } from '../quick/host.ts';
import { type Platform, root, startPlatform } from '../support/platform.ts';
import { firstDrill, Trainee } from '../support/trainee.ts';
import { type Crawled, crawl, teamsOf, tell } from './crawl.ts';
import { serverRoutes } from './routes.ts';
import { secretsOf } from './secrets.ts';
import { afterTheEnd, visited } from './visits.ts';

const shop = loadShop(join(root, 'apps/shop'), join(root, 'scenarios/_history'));
const { scenarios } = loadScenarios([join(root, 'scenarios')], shop);
const titles = scenarios.map(({ catalog }) => catalog.title);

it('every route of the server is crawled, and no other', async () => {
  expect(await serverRoutes(), 'say in visits.ts how a new route is asked').toEqual(visited);
});

describe.each(process.env.FIREDRILL_TEST_ALL === '1' ? titles : [firstDrill, 'Warm-up: orders fail'])(
  'before the debrief of "%s"',
  (title) => {
    let platform: Platform;
    let crawled: Crawled;
    beforeAll(async () => {
      platform = await startPlatform();
      crawled = await crawl(await teamsOf(platform.url, title));
    }, 600_000);
    afterAll(() => platform.stop());

    it('nothing that can be reached tells the truth', () => {
      const secrets = scenarios.flatMap(secretsOf);
      expect(secrets.length).toBeGreaterThan(100);
      const hints = scenarios.find(({ catalog }) => catalog.title === title)?.hints ?? [];
      const own = hints.map(({ text }) => text);
      expect(tell(crawled, secrets, own)).toEqual([]);
    });

    it('every answer that has something to tell was had', () => {
      const answered = new Set(crawled.answers.flatMap(({ route, status }) => (status < 300 ? [route] : [])));
      const refused = visited
        .map((route) => route.replace(' /api/drills/:d', ' '))
        .filter((route) => !answered.has(route));
      const hosts = ['GET /api/host/causes', 'GET /api/host/events', 'GET /api/host/quick-drills/:id'];
      const hostActs = ['POST /api/host', 'POST /api/host/quick-drills', 'PUT /api/host/comparisons/:d'];
      const quiet = ['POST /start', 'POST /acknowledge', 'POST /end', 'POST /actions'];
      expect(refused.sort()).toEqual([...hosts, ...hostActs, ...quiet, ...afterTheEnd].sort());
      expect(crawled.answers.filter(({ route }) => route === 'socket').length).toBeGreaterThan(20);
    });

    it('what only the end opens is refused', () => {
      const early = crawled.answers.filter(({ route }) => afterTheEnd.includes(route));
      expect(early.length).toBeGreaterThan(30);
      expect(early.filter(({ status }) => ![401, 404, 409].includes(status))).toEqual([]);
    });

    it('a drill is closed to whoever has no seat in it', () => {
      const ofDrills = crawled.answers.filter(({ where }) =>
        /^(outsider|another team): \w+ \/api\/drills\/./.test(where),
      );
      expect(ofDrills.length).toBeGreaterThan(100);
      expect(ofDrills.filter(({ status }) => ![401, 404].includes(status))).toEqual([]);
    });
  },
);

describe.skipIf(process.env.FIREDRILL_TEST_ALL !== '1')('a quick drill', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  }, 60_000);
  afterAll(() => platform.stop());

  it('tells nothing either', async () => {
    const host = await Host.open(platform);
    const choice = { name: 'Ana', cause: 'timeout-typo', at: '11:20', seed: 3 } as const;
    const { url } = platform;
    const guided = new Trainee(url, await host.seat(choice));
    const open = new Trainee(url, await host.seat({ ...choice, mode: 'open' }));
    const crawled = await crawl({ guided, open, catalogId: 'nothing' });
    const made = loadScenarios([join(root, 'scenarios'), join(platform.dataFolder, 'quick')], shop).scenarios.filter(
      ({ id }) => id.startsWith('quick-'),
    );
    expect(made).toHaveLength(2);
    const hints = made.flatMap((scenario) => scenario.hints.slice(0, 1).map(({ text }) => text));
    expect(tell(crawled, made.flatMap(secretsOf), [...new Set(hints)])).toEqual([]);
  }, 900_000);
});
