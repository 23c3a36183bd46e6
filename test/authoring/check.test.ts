/** A scenario that is sound in what is looked at here, and the same one deliberately damaged. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { firedrill } from '../support/cli.ts';
import { root } from '../support/platform.ts';

const pack = mkdtempSync(join(tmpdir(), 'pack-'));
const folder = join(pack, 'shorter');
const file = join(folder, 'scenario.yaml');
const original = join(root, 'scenarios/pool-exhausting-query');

/** The first drill up to where it is over: soon computed, and then found on disk by every damaged copy. */
function shorter(): Record<string, unknown> {
  const whole = parse(readFileSync(join(original, 'scenario.yaml'), 'utf8'));
  return {
    ...whole,
    history: '13:30',
    ends: '13:52',
    commits: whole.commits.slice(0, 2),
    releases: whole.releases.slice(0, 2),
    rivals: [],
    signals: [],
    hints: [],
    truth: { ...whole.truth, story: whole.truth.story.slice(0, 6) },
    expect: { page: ['13:47:15', '13:49:15'], minutes: [{ at: '13:47', p95_ms: [1900, 3000], error_pct: [2, 12] }] },
  };
}

const write = (value: unknown): void => writeFileSync(file, stringify(value));

/** Where a text stands in the file, as messages give it. */
const at = (part: string): string => {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes(part));
  return `${file}:${line + 1}`;
};

async function check(): Promise<{ lines: string[]; code: number | null; failures: string[] }> {
  const { stdout, code } = await firedrill(['scenario', 'check', 'shorter', '--seed', '1'], {
    env: { FIREDRILL_SCENARIOS: pack },
  });
  const lines = stdout.trim().split('\n');
  return { lines, code, failures: lines.filter((line) => line.startsWith('FAIL')) };
}

const edited = (name: string, from: string, to: string): void => {
  const path = join(folder, 'commits', `${name}.patch`);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
};
const cause = '0002-recent-orders-up-to-the-second';

describe('scenario check', () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(original, folder, { recursive: true });
    write(shorter());
  });
  afterAll(() => rmSync(pack, { recursive: true }));

  let sound: string[] = [];
  beforeAll(async () => {
    cpSync(original, folder, { recursive: true });
    write(shorter());
    sound = (await check()).lines;
  }, 300_000);

  it('passes what is sound, with the values that it found, and counts', () => {
    expect(sound).toContain('ok    loads: 2 commits, 0 rivals');
    expect(sound.find((line) => line.includes('source:'))).toMatch(/^ok .* 2 worlds/);
    expect(sound.find((line) => line.includes('page:'))).toMatch(/^ok .*: 13:4[789]:\d\d$/);
    expect(sound.find((line) => line.includes('onset:'))).toMatch(/^ok/);
    expect(sound.find((line) => line.includes('13:47 p95_ms'))).toMatch(/^ok .*: \d+\.\d$/);
    expect(sound.filter((line) => line.includes('leaks:'))).toHaveLength(2);
    const good = sound.filter((line) => line.startsWith('ok')).length;
    const bad = sound.filter((line) => line.startsWith('FAIL')).length;
    expect(sound.at(-1)).toBe(`${good} passed, ${bad} failed`);
  });

  it('names patch, file and hunk when a patch no longer applies', async () => {
    edited(cause, '-    const { compute } = this.#ports;', '-    const { computer } = this.#ports;');
    const { failures, lines, code } = await check();
    expect(code).toBe(1);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(`${cause}.patch: src/order-service/recent-orders.ts: hunk`);
    expect(lines.at(-1)).toBe('0 passed, 1 failed');
  });

  it('names patch, file and line when the source no longer compiles', async () => {
    edited(cause, 'totalCents: Number(row.total_cents)', 'totalCents: String(row.total_cents)');
    const { failures } = await check();
    expect(failures[0]).toContain(join(folder, 'commits', `${cause}.patch`));
    expect(failures[0]).toMatch(/src\/order-service\/recent-orders\.ts:\d+: .*Type 'string' is not assignable/);
  });

  it('names the line of a patch that gives it away', async () => {
    edited(cause, 'SHOP-861', 'This is the fault.');
    // Nothing has to be run to see that.
    edited(cause, 'totalCents: Number(row.total_cents)', 'totalCents: String(row.total_cents)');
    const found = (await check()).failures.find((line) => line.includes('leaks:'));
    expect(found).toContain(`${join(folder, 'commits', `${cause}.patch`)}:13: "fault"`);
  });

  const truth = shorter().truth as Record<string, unknown>;
  const failing = (failures: readonly string[], field: string): string | undefined =>
    failures.find((line) => line.includes(`: ${field}`));

  it('names the line of each thing that is not as it should be', async () => {
    write({
      ...shorter(),
      title: 'A scenario with a slow query',
      summary: 'Customers wish it were shorter.',
      truth: { ...truth, component: 'payment-service', onset: '13:40:30' },
      expect: { page: ['13:41', '13:44'], minutes: [{ at: '13:47', p95_ms: [160, 240] }] },
    });
    const { failures, code } = await check();
    expect(code).toBe(1);
    const title = failing(failures, 'title');
    expect(title).toContain(`${at('title:')}: title: "scenario"`);
    expect(failing(failures, 'summary')).toContain(`${at('summary:')}: summary: "shorter"`);
    const component = failing(failures, 'truth.component');
    expect(component).toContain(at('component:'));
    expect(component).toContain('the cause ships with order-service');
    const onset = failing(failures, 'truth.onset');
    expect(onset).toContain(at('onset:'));
    expect(onset).toContain('the edge is as a healthy one for 5 minutes after it');
    const threshold = failing(failures, 'expect.minutes.0.p95_ms');
    expect(threshold).toContain(at('p95_ms:'));
    expect(threshold).toMatch(/p95_ms 160 to 240: \d+\.\d with seed 1/);
    const page = failing(failures, 'expect.page');
    expect(page).toContain(at('  page:'));
    expect(page).toMatch(/: 13:4[789]:\d\d with seed 1/);
  });

  it('notices an onset that is too late, and a mechanism that is none', async () => {
    write({ ...shorter(), truth: { ...truth, mechanism: 'gremlins', onset: '13:49:30' } });
    const { failures } = await check();
    expect(failing(failures, 'truth.onset')).toContain('the edge differs from a healthy one at 13:48');
    expect(failing(failures, 'truth.mechanism')).toContain('no mechanism gremlins; there are bad-configuration');
  });
});
