// What every command needs first: packages installed, code transpiled, and (to serve) the workbench built.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command; its output goes to stderr, so that stdout stays free for results. Throws when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed (${result.status ?? result.signal})`);
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
const installMark = join(root, 'node_modules', '.firedrill-installed');

/** Installs packages when they are missing or the lockfile has changed since. */
export function install() {
  const hash = lockHash();
  if (existsSync(installMark) && readFileSync(installMark, 'utf8') === hash) return;
  const fresh = !existsSync(join(root, 'node_modules/typescript'));
  if (fresh || existsSync(installMark)) {
    process.stderr.write('Installing packages ...\n');
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  writeFileSync(installMark, hash);
}

/** Transpiles what the server and the commands run. */
export async function compile() {
  const { transpile } = await import('./transpile.mjs');
  await transpile(join(root, 'packages/protocol'));
  await transpile(join(root, 'apps/simulator'));
}

const newest = (folder) =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );

/** Builds the workbench when a source is newer than the last build. */
export function buildWorkbench() {
  const ui = join(root, 'apps/trainee-ui');
  const page = join(ui, 'dist/index.html');
  const changed = Math.max(
    newest(join(ui, 'src')),
    newest(join(root, 'packages/protocol/src')),
    statSync(join(ui, 'index.html')).mtimeMs,
  );
  if (existsSync(page) && statSync(page).mtimeMs >= changed) return;
  process.stderr.write('Building the workbench ...\n');
  run(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: ui });
}
