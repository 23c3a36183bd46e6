// Finds a Chromium for the browser tests, or installs Playwright's own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { root } from './prepare.mjs';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a browser, '' to use Playwright's own, or null when there is none and none can be had. */
export async function findBrowser() {
  const system = [process.env.FIREDRILL_CHROMIUM, ...known].find((path) => path && existsSync(path));
  if (system) return system;
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return '';
  process.stderr.write('No Chromium found; asking Playwright to install its own ...\n');
  const own = spawnSync('npx', ['playwright', 'install', 'chromium'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (own.status === 0 && existsSync(chromium.executablePath())) return '';
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write("Playwright's browser could not be had; trying the system's package ...\n");
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2] });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 2, 2] });
    const found = known.find((path) => existsSync(path));
    if (found) return found;
  }
  return null;
}
