import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScenarios, loadShop, type Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { type Platform, root, startPlatform } from '../support/platform.ts';
import { firstDrill, Trainee } from '../support/trainee.ts';
import { crawl, secretsOf } from './crawl.ts';

/** With the library that the scenarios of the repository name causes of. */
const scenarios = (folder: string): Scenario[] =>
  loadScenarios([folder], loadShop(join(root, 'apps/shop'), join(root, 'scenarios/_history'))).scenarios;

async function players(platform: Platform, title: string): Promise<[Trainee, Trainee]> {
  const guided = await Trainee.start(platform.url, { title });
  const open = await Trainee.start(platform.url, { title, mode: 'open' });
  await guided.beginWork();
  await open.beginWork();
  return [guided, open];
}

const own = scenarios(join(root, 'scenarios'));
const titles = own.map(({ catalog }) => catalog.title);

describe('before the debrief', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  }, 60_000);
  afterAll(() => platform.stop());

  it.each(process.env.FIREDRILL_TEST_ALL === '1' ? titles : [firstDrill])(
    'nothing that can be reached in "%s" tells the truth',
    async (title) => {
      const [guided, open] = await players(platform, title);
      const secrets = own.flatMap(secretsOf);
      expect(secrets.length).toBeGreaterThan(50);
      const { found, visited } = await crawl(platform, guided, open, secrets);
      expect(visited).toBeGreaterThan(100);
      expect(found).toEqual([]);
    },
    600_000,
  );
});

/** A text of `folder`, changed. */
function rewrite(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(file, after);
}

describe('leaks that are planted', () => {
  let platform: Platform;
  let found: readonly { readonly where: string; readonly secret: string }[];
  let hint = '';
  beforeAll(async () => {
    const pack = mkdtempSync(join(tmpdir(), 'firedrill-pack-'));
    const folder = join(pack, 'a-name-that-tells');
    cpSync(join(root, 'scenarios/ten-minute-start'), folder, { recursive: true });
    cpSync(join(root, 'scenarios/_causes'), join(pack, '_causes'), { recursive: true });
    hint = own.find(({ id }) => id === 'ten-minute-start')?.hints.at(-1)?.text ?? '';
    rewrite(join(folder, 'scenario.yaml'), (text) =>
      text
        .replace(/^title: .*$/m, 'title: a-name-that-tells')
        .replace(/(who: A colleague\n\s+text: ).*/, `$1 ${JSON.stringify(hint)}`),
    );
    const [patch = ''] = readdirSync(join(folder, 'commits'));
    rewrite(join(folder, 'commits', patch), (text) => text.replace(/^(Subject: .*)$/m, '$1 for the scenario'));
    platform = await startPlatform({ env: { FIREDRILL_SCENARIOS: pack } });
    const [guided, open] = await players(platform, 'a-name-that-tells');
    ({ found } = await crawl(platform, guided, open, scenarios(pack).flatMap(secretsOf)));
  }, 600_000);
  afterAll(() => platform.stop());

  it('in the catalogue: the name of the folder', () => {
    expect(found).toContainEqual({ where: '/api/catalog', secret: 'a-name-that-tells' });
  });

  it('on the page: a hint that nobody has taken', () => {
    expect(hint).not.toBe('');
    expect(found.filter(({ secret }) => secret === hint).map(({ where }) => where)).toEqual(
      expect.arrayContaining(['GET ', 'socket drill.state']),
    );
  });

  it('in the history: a word that only we use', () => {
    expect(found.filter(({ where, secret }) => where.startsWith('commit ') && secret === 'scenario')).not.toEqual([]);
  });
});
