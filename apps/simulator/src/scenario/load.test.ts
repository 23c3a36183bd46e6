import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadScenarios, type Shop } from './load.ts';
import { historyOf } from './repository/history.ts';
import { littleShop, patchOf } from './testing/little-shop.ts';

const shop: Shop = { files: littleShop, commits: historyOf(littleShop, []) };
const index = 'src/order-service/index.ts';
const prices = 'src/order-service/prices.ts';

const commits = {
  '0001-four': patchOf(littleShop, { path: index, from: 'three', to: 'four' }, '16 10:00', 'Version four'),
  '0002-tax': patchOf(littleShop, { path: prices, from: '19', to: '7' }, '16 11:00', 'Books are taxed less'),
};

const description = {
  title: 'Slow shop',
  summary: 'Customers say that it hangs.',
  minutes: 45,
  difficulty: 'first',
  date: '2024-03-16',
  history: '12:40',
  incident: '13:40',
  ends: '14:50',
  traffic: { requestsPerSecond: 83 },
  commits: ['0001-four', '0002-tax'],
  cause: { commit: '0002-tax' },
  releases: [
    {
      commit: '0002-tax',
      service: 'order-service',
      at: '13:45:48',
      batches: [
        { pods: 1, after: 0 },
        { pods: 2, after: 42 },
      ],
      rollback: { after: 128, pods: [0, 98] },
    },
  ],
  page: {
    rule: 'ApiLatencyHigh',
    summary: 'p95 is above 1 s',
    service: 'api-gateway',
    owner: 'platform',
    dependencies: ['order-service'],
    runbook: 'Look at the dashboard.',
    noticed: [{ who: 'Support', text: 'Tickets.', afterPage: -60 }],
  },
  truth: {
    summary: 'Books.',
    onset: '13:45:58',
    component: 'order-service',
    mechanism: 'uncached-hot-path',
    guiltyEdge: ['order-service', 'postgres'],
    story: [{ at: '13:45:48', text: 'The roll-out starts.' }],
    lesson: 'Look first.',
  },
};

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'scenarios-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(id: string, text: string, patches: Record<string, string> = commits): void {
  mkdirSync(join(root, id, 'commits'), { recursive: true });
  writeFileSync(join(root, id, 'scenario.yaml'), text);
  for (const [name, patch] of Object.entries(patches)) writeFileSync(join(root, id, 'commits', `${name}.patch`), patch);
}

/** As `path:line: reason`, the path relative to the scenarios' folder. */
const refusals = (): string[] =>
  loadScenarios([root], shop).refused.map(
    ({ file, line, reason }) => `${file.slice(root.length + 1)}:${line}: ${reason}`,
  );
const lineWith = (text: string, part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('loadScenarios', () => {
  it('turns a folder into a scenario, with instants for times of day', () => {
    write('books', stringify(description));
    const { scenarios, refused } = loadScenarios([root], shop);
    expect(refused).toEqual([]);
    const [scenario] = scenarios;
    expect(scenario?.historyFromMs).toBe(Date.UTC(2024, 2, 16, 12, 40));
    expect(scenario?.course('true').releases[0]).toMatchObject({
      atMs: Date.UTC(2024, 2, 16, 13, 45, 48),
      batches: [
        { pods: 1, afterMs: 0 },
        { pods: 2, afterMs: 42_000 },
      ],
      rollback: { afterMs: 128_000, podsAfterMs: [0, 98_000] },
    });
    expect(scenario?.exhibit?.subject).toBe('Books are taxed less');
    expect(scenario?.course('true').bad).toBe(scenario?.exhibit);
    expect(scenario?.course('healthy').commits).not.toContain(scenario?.exhibit);
    expect(scenario?.page.noticedBy[0]?.atOffsetMs).toBe(-60_000);
    // The world before the incident is the shop without the scenario's own commits.
    expect(scenario?.baseFiles).toEqual(littleShop);
    expect(scenario?.commits.length).toBe(3);
    expect(scenario?.historyLength).toBe(1);
  });

  it('names it in the catalogue by something that does not hold its name', () => {
    write('books', stringify(description));
    const { catalog } = loadScenarios([root], shop).scenarios[0] ?? {};
    expect(catalog?.id).toMatch(/^[0-9a-f]{10}$/);
    expect(JSON.stringify(catalog)).not.toContain('books');
  });

  it('changes its hash with the traffic or the shop, but not with a text', () => {
    const hash = (of: Shop = shop): string | undefined => loadScenarios([root], of).scenarios[0]?.hash;
    write('books', stringify(description));
    const first = hash();
    const files = new Map([...littleShop, ['src/order-service/more.ts', 'export {};\n']]);
    expect(hash({ files, commits: shop.commits })).not.toBe(first);
    write('books', stringify({ ...description, title: 'Another title', minutes: 46 }));
    expect(hash()).toBe(first);
    write('books', stringify({ ...description, traffic: { requestsPerSecond: 82 } }));
    expect(hash()).not.toBe(first);
  });

  it('passes over folders that begin with an underscore, and folders that are not there', () => {
    write('_history', 'not: a scenario');
    expect(loadScenarios([root, join(root, 'nowhere')], shop)).toEqual({ scenarios: [], refused: [] });
  });

  it('keeps the others when one is refused', () => {
    write('books', stringify(description));
    write('broken', 'title: [');
    const { scenarios, refused } = loadScenarios([root], shop);
    expect(scenarios.map(({ id }) => id)).toEqual(['books']);
    expect(refused.length).toBe(1);
  });

  it('looks at no other scenario when only one is wanted', () => {
    write('books', stringify(description));
    write('broken', 'title: [');
    const { scenarios, refused } = loadScenarios([root], shop, 'books');
    expect(scenarios.map(({ id }) => id)).toEqual(['books']);
    expect(refused).toEqual([]);
  });

  it('refuses a second scenario of the same name', () => {
    write('books', stringify(description));
    const { scenarios, refused } = loadScenarios([root, root], shop);
    expect(scenarios.length).toBe(1);
    expect(refused[0]?.reason).toBe(`${join(root, 'books')} is a scenario of the same name`);
  });

  const [release] = description.releases;
  const hint = (level: number) => ({ level, text: 'Look at the database.' });
  it.each([
    ['a patch that is not there', { commits: ['0001-four', '0003-nothing'] }, '- 0003-nothing', 'commits.1: no file'],
    ['a cause that is not among the commits', { cause: { commit: '0009' } }, 'commit: "0009"', 'cause.commit: is not'],
    ['a history that ends before it begins', { history: '13:41' }, 'history:', 'history: must be before incident'],
    ['an incident that ends before it begins', { ends: '13:40' }, 'ends:', 'ends: must be after incident'],
    ['a time that is none', { ends: '24:10' }, 'ends:', 'ends: a time of day'],
    [
      'a release of an unknown commit',
      { releases: [{ ...release, commit: '0007-x' }] },
      'commit: 0007-x',
      'releases.0.commit: no patch 0007-x.patch',
    ],
    [
      'a release before its merge',
      { releases: [{ ...release, at: '10:59' }] },
      'at: 10:59',
      'releases.0.at: before its commit was merged',
    ],
    [
      "a release before the incident's run",
      { releases: [{ ...release, at: '13:39:59' }] },
      'at: 13:39:59',
      "releases.0.at: before the incident's run begins",
    ],
    [
      'a release of an unknown service',
      { releases: [{ ...release, service: 'cart-service' }] },
      'service: cart-service',
      'releases.0.service: no service cart-service',
    ],
    ['commits out of order', { commits: ['0002-tax', '0001-four'] }, '- 0001-four', 'commits.1: dated before'],
    ['hints that become vaguer', { hints: [hint(2), hint(1)] }, 'level: 1', 'hints.1.level: below the one before'],
    [
      'a hint about a signal that is not there',
      { hints: [{ ...hint(1), reveals: ['pool'] }] },
      'reveals:',
      'hints.0.reveals: no signal or slot pool',
    ],
    ['a key nobody knows', { rival: 'x' }, 'rival:', 'rival: Unrecognized key'],
  ])('refuses %s, with its line', (_, difference, at, reason) => {
    const text = stringify({ ...description, ...difference });
    write('books', text);
    const found = refusals();
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`books/scenario.yaml:${lineWith(text, at)}: ${reason}`);
  });

  it.each([
    [
      { kind: 'session', application: 'report', statements: ['SELEC id'], holdMs: 0, everyMs: 1000 },
      'statements.0: the database refuses "SELEC id": ',
    ],
    [
      { kind: 'redis-key', client: 'x', key: 'locks:x', ttlMs: 9, everyMs: 1000 },
      'key: the shop has no key locks:x; it has cards:*',
    ],
    [
      { kind: 'configuration', service: 'order-service', set: { PG_POOL: '1' }, author: 'pipeline' },
      'set.PG_POOL: order-service does not read PG_POOL; it reads ',
    ],
  ])('refuses a rival that the shop has no ground for, with its line: %j', (change, reason) => {
    const cause = { title: 'A report', component: 'postgres', mechanism: 'slow-query', summary: 'It reads.' };
    mkdirSync(join(root, '_causes/report'), { recursive: true });
    writeFileSync(join(root, '_causes/report/cause.yaml'), stringify({ ...cause, changes: [change] }));
    const text = stringify({ ...description, rivals: [{ cause: 'report', at: '13:46' }] });
    write('books', text);
    const found = refusals();
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(
      `books/scenario.yaml:${lineWith(text, 'cause: report')}: rivals.0.with: report: changes.0.${reason}`,
    );
  });

  it('names patch, file and hunk when the shop has moved on', () => {
    write('books', stringify(description), {
      ...commits,
      '0002-tax': commits['0002-tax'].replace('-export const taxPercent = 19', '-export const taxPercent = 16'),
    });
    expect(refusals()[0]).toMatch(
      /^books\/commits:1: 0002-tax\.patch: src\/order-service\/prices\.ts: hunk 1 \(line 1\)/,
    );
  });
});
