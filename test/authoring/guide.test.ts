/** The worked example of docs/authoring.md, followed word for word in an empty folder. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { firedrill } from '../support/cli.ts';
import { root } from '../support/platform.ts';
import { matches, stepsOf, withSections } from './guide.ts';

const steps = stepsOf(readFileSync(join(root, 'docs/authoring.md'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'guide-'));
const env: Record<string, string> = {};
const prefix = 'npm run -s firedrill -- ';

async function run(command: string): Promise<string> {
  const [, name, value] = /^export (\w+)=(\S+)$/.exec(command) ?? [];
  if (name !== undefined && value !== undefined) {
    env[name] = value;
    return '';
  }
  if (!command.startsWith(prefix)) throw new Error(`do not know how to run: ${command}`);
  return (await firedrill(command.slice(prefix.length).split(' '), { env, cwd: folder })).stdout;
}

describe('the worked example of the guide for authors', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has commands to run and text to write', () => {
    expect(steps.filter(({ kind }) => kind === 'run').length).toBeGreaterThan(5);
    expect(steps.filter(({ kind }) => kind === 'write').length).toBeGreaterThan(5);
  });

  it('works as the guide says', async () => {
    for (const step of steps) {
      if (step.kind === 'write') {
        const file = join(folder, step.file);
        writeFileSync(file, withSections(readFileSync(file, 'utf8'), step.text));
        continue;
      }
      const output = await run(step.command);
      if (matches(output, step.expected)) continue;
      throw new Error(`docs/authoring.md:${step.line}: ${step.command}\nsaid:\n${output}\nand not:\n${step.expected}`);
    }
  }, 600_000);
});

describe('matches', () => {
  it.each([
    ['a\nb\nc\n', 'a\n...\nc\n', true],
    ['a\nc\n', 'a\n...\nc\n', true],
    ['a 12 b\n', 'a ... b\n', true],
    ['a\nb\n', 'a\n', false],
    ['0 passed, 1 failed\n', '...\n... passed, 0 failed\n', false],
    ['10 passed, 10 failed\n', '... passed, 0 failed\n', false],
    ['x\n', 'y\n', false],
  ])('%j against %j: %s', (output, expected, result) => {
    expect(matches(output, expected)).toBe(result);
  });
});
