import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { scenarioNew } from '../../apps/simulator/src/cli/commands/new.ts';
import { loadLibrary, loadScenarios, loadShop } from '../../apps/simulator/src/scenario/index.ts';
import { firedrill } from '../support/cli.ts';
import { root } from '../support/platform.ts';

const pack = mkdtempSync(join(tmpdir(), 'pack-'));
const env = { FIREDRILL_SCENARIOS: pack };
const shop = loadShop(join(root, 'apps/shop'), join(root, 'scenarios/_history'));
const roots = [join(root, 'scenarios'), pack];
const { library } = loadLibrary(roots);

const created = (...args: string[]) => firedrill(['scenario', 'new', ...args, '--into', pack], { env });
const loaded = (id: string) => {
  const { scenarios, refused } = loadScenarios(roots, shop);
  expect(refused).toEqual([]);
  const scenario = scenarios.find((one) => one.id === id);
  if (!scenario) throw new Error(`${id} was not loaded`);
  return scenario;
};

describe('scenario new', () => {
  beforeAll(() => {
    vi.stubEnv('FIREDRILL_SCENARIOS', pack);
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(pack, { recursive: true });
  });

  it('writes a folder that loads, with an innocent commit of the shop as it stands', async () => {
    const { code, stdout } = await created('first-try');
    expect(code).toBe(0);
    const scenario = loaded('first-try');
    const own = scenario.commits.slice(scenario.historyLength);
    expect(own[0]?.changes[0]?.path).toMatch(/^src\/[\w-]+\/index\.ts$/);
    expect(scenario.course('true').bad?.sha).not.toBe(own[0]?.sha);
    expect(stdout).toContain(join(pack, 'first-try', 'scenario.yaml'));
  });

  it('names the schema by a path that leads to it', () => {
    const folder = join(pack, 'first-try');
    const [first] = readFileSync(join(folder, 'scenario.yaml'), 'utf8').split('\n');
    const path = /^# yaml-language-server: \$schema=(.+)$/.exec(first ?? '')?.[1] ?? '';
    expect(resolve(folder, path)).toBe(join(root, 'scenarios/scenario.schema.json'));
  });

  it.each([...library.keys()])('begins with the cause %s when it is asked to', (cause) => {
    const id = `with-${cause}`;
    scenarioNew(id, { into: pack, cause });
    const scenario = loaded(id);
    const { bad, changes } = scenario.course('true');
    expect(bad !== null || changes.length > 0).toBe(true);
    expect(scenario.truth.mechanism).toBe(library.get(cause)?.mechanism);
    expect(scenario.rivals.map((rival) => rival.id)).not.toContain(cause);
  });

  it.each([['Slow'], ['a_b'], ['../up'], ['-x'], ['a--b']])('refuses %s as a name', (id) => {
    expect(() => scenarioNew(id, { into: pack })).toThrow(/name/);
    expect(readdirSync(pack)).not.toContain(id);
  });

  it('refuses a name that is taken, in any pack, and says where', async () => {
    const before = readFileSync(join(pack, 'first-try', 'scenario.yaml'), 'utf8');
    expect((await created('first-try')).stderr).toContain(join(pack, 'first-try'));
    expect(readFileSync(join(pack, 'first-try', 'scenario.yaml'), 'utf8')).toBe(before);
    const { code, stderr } = await created('pool-exhausting-query');
    expect(code).toBe(1);
    expect(stderr).toContain('scenarios/pool-exhausting-query');
    expect(existsSync(join(pack, 'pool-exhausting-query'))).toBe(false);
  });

  it('refuses a cause that is not there, with those that are, and leaves nothing behind', async () => {
    const { code, stderr } = await created('second-try', '--cause', 'gremlins');
    expect(code).toBe(1);
    expect(stderr).toContain('no cause gremlins in the library; there are ');
    expect(readdirSync(pack)).not.toContain('second-try');
  });
});

describe('two packs with one name', () => {
  it('are refused with both places, whatever is asked of them', async () => {
    const other = mkdtempSync(join(tmpdir(), 'pack-'));
    mkdirSync(join(other, 'pool-exhausting-query'));
    const { code, stderr } = await firedrill(['scenario', 'check', 'pool-exhausting-query'], {
      env: { FIREDRILL_SCENARIOS: other },
    });
    rmSync(other, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toContain(join(root, 'scenarios', 'pool-exhausting-query'));
    expect(stderr).toContain(join(other, 'pool-exhausting-query'));
  });
});
