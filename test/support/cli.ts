/** The `firedrill` command as its own process. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './platform.ts';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Worlds that tests have computed stay for the next run. */
export const worldCache = join(root, 'test-results', 'worlds');

export function firedrill(
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, [join(root, 'apps/simulator/dist/cli/main.js'), ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, FIREDRILL_WORLDS: worldCache, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}
