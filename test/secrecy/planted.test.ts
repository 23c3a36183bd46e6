/** Leaks that are planted, one in each channel: what finds nothing elsewhere finds these. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScenarios, loadShop, type Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { addWorkbench } from '../../apps/simulator/src/server/static.ts';
import { freePort, type Platform, root, startPlatform } from '../support/platform.ts';
import { crawl, type Found, teamsOf, tell } from './crawl.ts';
import { secretsOf } from './secrets.ts';
import { staticFiles } from './static.ts';

const planted = 'a-name-that-tells';

/** A text of `folder`, changed. */
function rewrite(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(file, after);
}

/** A pack with one scenario that tells in many places. Returns its folder. */
function plant(): string {
  const pack = mkdtempSync(join(tmpdir(), 'firedrill-pack-'));
  const folder = join(pack, planted);
  cpSync(join(root, 'scenarios/ten-minute-start'), folder, { recursive: true });
  cpSync(join(root, 'scenarios/_causes'), join(pack, '_causes'), { recursive: true });
  rewrite(join(folder, 'scenario.yaml'), (text) =>
    text
      .replace(/^title: .*$/m, `title: ${planted}`)
      .replace(
        /(who: A colleague\n\s+text: ).*/,
        '$1 \'Somebody told me: {"mechanism":"bad-configuration","component":"api-gateway"}\'',
      ),
  );
  const [patch = ''] = readdirSync(join(folder, 'commits'));
  rewrite(join(folder, 'commits', patch), (text) =>
    text.replace(/^(Subject: .*)$/m, '$1 for the scenario').replace('length: term.length', 'simulated: term.length'),
  );
  return pack;
}

describe('a leak', () => {
  let platform: Platform;
  let found: readonly Found[];
  let scenario: Scenario;
  beforeAll(async () => {
    const pack = plant();
    const shop = loadShop(join(root, 'apps/shop'), join(root, 'scenarios/_history'));
    const [loaded] = loadScenarios([pack], shop).scenarios;
    if (!loaded) throw new Error('the planted scenario was refused');
    scenario = loaded;
    platform = await startPlatform({ env: { FIREDRILL_SCENARIOS: pack } });
    // A hint that was paid for is one that was not, for once: nothing else comes that late.
    found = tell(await crawl(await teamsOf(platform.url, planted)), secretsOf(scenario), []);
  }, 600_000);
  afterAll(() => platform.stop());

  const wheres = (secret: string): string[] => found.flatMap((one) => (one.secret === secret ? [one.where] : []));

  it('in the catalogue is found: the name of the folder', () => {
    expect(wheres(planted)).toContain('outsider: GET /api/catalog');
  });

  it('on the page is found: the answer in the form of a key', () => {
    const said = wheres('api-gateway and bad-configuration');
    expect(said.some((where) => /^guided, paged: GET \/api\/drills\/[^/]+$/.test(where))).toBe(true);
  });

  it('in a message of the socket that is not the first is found: a hint', () => {
    const messages = wheres(scenario.hints[0]?.text ?? '').filter((where) => where.startsWith('socket drill.state'));
    expect(messages).not.toEqual([]);
    expect(messages).not.toContain('socket drill.state 1');
  });

  it('in telemetry is found: a field of log lines', () => {
    const said = wheres('a word that only we use');
    expect(said.some((where) => where.includes('POST') && where.endsWith('/logs/search'))).toBe(true);
  });

  it('in the history is found: the subject of a commit', () => {
    expect(wheres('a word that only we use').some((where) => where.includes('/code/commits/'))).toBe(true);
  });

  it('in a file beside the workbench that nothing names is found: a source map', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'firedrill-ui-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<script type="module" src="/assets/main.js"></script>');
    writeFileSync(join(folder, 'assets/main.js'), '');
    writeFileSync(join(folder, 'assets/old.js.map'), JSON.stringify({ sourcesContent: [scenario.truth.summary] }));
    const app = Fastify();
    await addWorkbench(app, folder);
    const url = await app.listen({ port: await freePort(), host: '127.0.0.1' });
    const files = await staticFiles({ name: 'outsider', url, token: null, team: { bought: 0 } }, folder);
    await app.close();
    const said = tell({ files, answers: [] }, secretsOf(scenario), []);
    expect(said).toContainEqual({ where: 'outsider: GET /assets/old.js.map', secret: scenario.truth.summary });
  });
});
