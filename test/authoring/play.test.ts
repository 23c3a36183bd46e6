import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DrillView, Seat } from '@firedrill/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { worldCache } from '../support/cli.ts';
import { freePort, root } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';

const pack = mkdtempSync(join(tmpdir(), 'pack-'));
const folder = join(pack, 'quiet');
const file = join(folder, 'scenario.yaml');
const patienceMs = 40_000;

const save = (from: string | RegExp, to: string): void => {
  const text = readFileSync(file, 'utf8');
  const next = text.replace(from, to);
  if (next === text) throw new Error(`nothing to replace: ${from}`);
  writeFileSync(file, next);
};

describe('scenario play', () => {
  let child: ChildProcess;
  let output = '';
  let url = '';

  /** Whose drill the author's address leads to now. */
  const seated = async (): Promise<Trainee> => {
    const answer = await fetch(`${url}/play`, { redirect: 'manual' });
    const [path, hash] = (answer.headers.get('location') ?? '').split('#play=');
    const seat: Seat = JSON.parse(Buffer.from(hash ?? '', 'base64url').toString());
    expect(path).toBe(`/drill/${seat.drillId}`);
    return new Trainee(url, seat);
  };
  const told = async (text: string): Promise<void> => {
    for (const until = Date.now() + patienceMs; !output.includes(text); ) {
      if (Date.now() > until || child.exitCode !== null) throw new Error(`never said "${text}", but:\n${output}`);
      await new Promise((wake) => setTimeout(wake, 100));
    }
    // What is told again is told anew.
    output = '';
  };

  beforeAll(async () => {
    cpSync(join(root, 'scenarios/pool-exhausting-query'), folder, { recursive: true });
    // Little traffic, so that it is soon there; whether anybody would be paged is no matter here.
    save('requestsPerSecond: 83', 'requestsPerSecond: 3');
    save("history: '12:40'", "history: '13:35'");
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    child = spawn(
      process.execPath,
      [join(root, 'apps/simulator/dist/cli/main.js'), 'scenario', 'play', 'quiet', '--port', String(port)],
      {
        env: { ...process.env, FIREDRILL_SCENARIOS: pack, FIREDRILL_WORLDS: worldCache },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    child.stdout?.on('data', (chunk) => {
      output += String(chunk);
    });
    await told(`${port}/play`);
  });
  afterAll(async () => {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
    rmSync(pack, { recursive: true });
  });

  it('opens a drill, and starts anew when the folder is saved', async () => {
    const first = await seated();
    const view = await first.view();
    expect(view.title).toBe('Slow shop on a Saturday');
    save('title: Slow shop on a Saturday', 'title: Slow shop on a Sunday');
    await told('Reloaded');
    const second = await seated();
    const again: DrillView = await second.view();
    expect(again.title).toBe('Slow shop on a Sunday');
    expect(again.id).not.toBe(view.id);
    expect((await first.send('GET', '')).status).toBe(401);
  });

  it('keeps the last good one when what was saved is broken, and says where', async () => {
    const before = await seated();
    save("incident: '13:40'", "incident: '12:40'");
    const line = readFileSync(file, 'utf8').split('\n').indexOf("history: '13:35'") + 1;
    await told(`Not reloaded: ${file}:${line}: history: must be before incident`);
    expect((await seated()).seat.drillId).toBe(before.seat.drillId);
    expect((await before.view()).title).toBe('Slow shop on a Sunday');
    save("incident: '12:40'", "incident: '13:40'");
    await told('Reloaded');
  });
});
