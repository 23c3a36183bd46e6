// `npm test`: types, lint, unit tests, browser tests. `--all` adds the long matrices.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { buildWorkbench, compile, install, root } from './prepare.mjs';

install();
await compile();
buildWorkbench();

const all = process.argv.includes('--all');
const bin = (path) => join(root, 'node_modules', path);
const tsc = (project) => [
  `types: ${project}`,
  process.execPath,
  [bin('typescript/bin/tsc'), '-p', project, '--noEmit'],
];
const steps = [
  tsc('packages/protocol'),
  tsc('apps/shop'),
  tsc('apps/simulator'),
  tsc('apps/trainee-ui'),
  tsc('tsconfig.test.json'),
  ['lint and format', process.execPath, [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
  ['unit tests', process.execPath, [bin('vitest/vitest.mjs'), 'run']],
];

const browser = await findBrowser();
if (browser === null)
  process.stderr.write('SKIPPED browser tests: no Chromium on this machine and none could be installed.\n');
else steps.push(['browser tests', process.execPath, [bin('@playwright/test/cli.js'), 'test']]);

const env = { ...process.env, FIREDRILL_CHROMIUM: browser ?? '', ...(all ? { FIREDRILL_TEST_ALL: '1' } : {}) };
let passed = 0;
let failed = 0;
for (const [name, command, args] of steps) {
  process.stdout.write(`\n== ${name}\n`);
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
  if (result.status === 0) passed += 1;
  else {
    failed += 1;
    process.stdout.write(`FAILED: ${name}\n`);
  }
}
process.stdout.write(`\nsteps: ${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
