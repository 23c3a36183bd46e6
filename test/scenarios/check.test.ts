/** Every scenario, checked as its author would check it, with five seeds. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../support/platform.ts';

const ids = readdirSync(`${root}/scenarios`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
  .map(({ name }) => name);

describe.runIf(process.env.FIREDRILL_TEST_ALL === '1')('scenario check', () => {
  it.each(ids)(
    '%s',
    (id) => {
      const { stdout, stderr } = spawnSync('npm', ['run', '-s', 'firedrill', '--', 'scenario', 'check', id], {
        cwd: root,
        encoding: 'utf8',
      });
      process.stdout.write(stdout);
      expect(stdout.trim().split('\n').at(-1), stderr).toMatch(/^\d+ passed, 0 failed$/);
    },
    3_600_000,
  );
});
