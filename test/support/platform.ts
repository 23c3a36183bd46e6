/** A whole platform as its own process, as an operator would run it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Platform {
  readonly url: string;
  readonly port: number;
  readonly dataFolder: string;
  /** Everything it printed so far. */
  output(): string;
  /** Ends it: politely by default. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Computed worlds are shared by all tests of a run; journals are not. */
const worldCache = join(root, 'test-results', 'worlds');

export const freePort = (): Promise<number> =>
  new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolvePort(port));
    });
  });

export const newDataFolder = (): string => mkdtempSync(join(tmpdir(), 'firedrill-'));

/** Starts the server; resolves once it answers, rejects with its output when it ends first. */
export async function startPlatform(
  options: { dataFolder?: string; env?: Record<string, string>; port?: number } = {},
): Promise<Platform> {
  const dataFolder = options.dataFolder ?? newDataFolder();
  const port = options.port ?? (await freePort());
  const child: ChildProcess = spawn(process.execPath, [join(root, 'apps/simulator/dist/server/server.js')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      FIREDRILL_DATA: dataFolder,
      FIREDRILL_WORLDS: worldCache,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    text += String(chunk);
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = `http://127.0.0.1:${port}`;
  const answers = async (): Promise<boolean> => {
    try {
      return (await fetch(`${url}/api/health`)).ok;
    } catch {
      return false;
    }
  };
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${text}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return {
    url,
    port,
    dataFolder,
    output: () => text,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}
