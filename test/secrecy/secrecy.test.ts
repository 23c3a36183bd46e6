import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScenarios, loadShop, type Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { type Platform, root, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';
import { crawl, secretsOf } from './crawl.ts';

/** With the library that the scenarios of the repository name causes of. */
const scenarios = (folder: string): Scenario[] =>
  loadScenarios([folder], loadShop(join(root, 'apps/shop'), join(root, 'scenarios/_history'))).scenarios;

async function players(platform: Platform): Promise<[Trainee, Trainee]> {
  const guided = await Trainee.start(platform.url);
  const open = await Trainee.start(platform.url, { mode: 'open' });
  await guided.beginWork();
  await open.beginWork();
  return [guided, open];
}

describe('before the debrief', () => {
  let platform: Platform;
  let guided: Trainee;
  let open: Trainee;
  beforeAll(async () => {
    platform = await startPlatform();
    [guided, open] = await players(platform);
  }, 180_000);
  afterAll(() => platform.stop());

  it('nothing that can be reached tells the truth', async () => {
    const secrets = scenarios(join(root, 'scenarios')).flatMap(secretsOf);
    expect(secrets.length).toBeGreaterThan(5);
    const { found, visited } = await crawl(platform, guided, open, secrets);
    expect(visited).toBeGreaterThan(100);
    expect(found).toEqual([]);
  }, 120_000);
});

describe('a leak that is planted', () => {
  it('is found', async () => {
    const pack = mkdtempSync(join(tmpdir(), 'firedrill-pack-'));
    const folder = join(pack, 'a-name-that-tells');
    cpSync(join(root, 'scenarios/pool-exhausting-query'), folder, { recursive: true });
    cpSync(join(root, 'scenarios/_causes'), join(pack, '_causes'), { recursive: true });
    const file = join(folder, 'scenario.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .*$/m, 'title: a-name-that-tells'));
    const platform = await startPlatform({ env: { FIREDRILL_SCENARIOS: pack } });
    try {
      const [guided, open] = await players(platform);
      const { found } = await crawl(platform, guided, open, scenarios(pack).flatMap(secretsOf));
      expect(found).toContainEqual({ where: '/api/catalog', secret: 'a-name-that-tells' });
    } finally {
      await platform.stop();
    }
  }, 180_000);
});
