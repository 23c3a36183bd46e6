/** Quick drills through the server: only a host makes them, what cannot be is refused with its field, and they outlive the process. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogEntry, DrillView, ErrorBody, QuickCause, Seat } from '@firedrill/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataFolder, type Platform, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';

const dataFolder = newDataFolder();
let platform: Platform;
let host = '';

/** What the server prints when it starts opens a host's session once. */
async function openHost({ url, output }: Platform): Promise<string> {
  const token = /\/host\/(\S+)/.exec(output())?.[1] ?? '';
  const answer = await fetch(`${url}/api/host`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  // The wire contract promises this.
  return ((await answer.json()) as { token: string }).token;
}

async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  token = host,
): Promise<{ status: number; body: T }> {
  const response = await fetch(`${platform.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // Callers name the type that the wire contract promises for this path.
  return { status: response.status, body: (await response.json()) as T };
}

const kept = (): string[] => {
  try {
    return readdirSync(join(dataFolder, 'quick'));
  } catch {
    return [];
  }
};

beforeAll(async () => {
  platform = await startPlatform({ dataFolder });
  host = await openHost(platform);
}, 60_000);
afterAll(() => platform.stop());

describe('a quick drill', () => {
  it('is made for hosts only, and so is the list of what can break', async () => {
    for (const token of ['', 'guess']) {
      expect((await ask('GET', '/api/host/causes', undefined, token)).status).toBe(401);
      expect((await ask('POST', '/api/host/quick-drills', { name: 'Ana' }, token)).status).toBe(401);
    }
    const { body } = await ask<QuickCause[]>('GET', '/api/host/causes');
    expect(body.length).toBeGreaterThanOrEqual(10);
  });

  it.each([
    ['cause', { cause: 'earthquake' }],
    ['with.speed', { cause: 'slow-processor', with: { speed: 3 } }],
    ['with', { with: { latencyMs: '3' } }],
    ['at', { at: '25:00' }],
    ['at', { at: '00:10' }],
    ['with', { cause: 'network-latency', with: { from: 'memcached' } }],
    ['seed', { seed: -1 }],
    ['name', { name: ' ' }],
  ])('is refused at its field %s for %j, and nothing is left behind', async (field, choice) => {
    const { status, body } = await ask<ErrorBody>('POST', '/api/host/quick-drills', { name: 'Ana', ...choice });
    expect([status, body.error.field]).toEqual([400, field]);
    expect(body.error.message.length).toBeGreaterThan(10);
    expect(kept()).toEqual([]);
  });

  it("is there after a kill, is in nobody's catalogue, and its title tells nothing", async () => {
    const { status, body: seat } = await ask<Seat>('POST', '/api/host/quick-drills', {
      name: 'Ana',
      cause: 'timeout-typo',
      at: '11:20',
      seed: 3,
    });
    expect(status).toBe(201);
    await platform.stop('SIGKILL');
    platform = await startPlatform({ dataFolder });
    const { body: view } = await ask<DrillView>('GET', `/api/drills/${seat.drillId}`, undefined, seat.token);
    expect(view.title).toMatch(/^Quick drill, \w+day 11:20$/);
    expect(JSON.stringify(view)).not.toMatch(/timeout|typo|quick-/i);
    const { body: catalog } = await ask<CatalogEntry[]>('GET', '/api/catalog');
    expect(catalog.filter(({ title }) => title.startsWith('Quick'))).toEqual([]);
    const trainee = new Trainee(platform.url, seat);
    const { page } = await trainee.beginWork();
    expect(page?.alert).toBe('ApiErrorRatioHigh');
  }, 180_000);
});
