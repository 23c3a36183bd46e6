/** Quick drills through the server: only a host makes them, what cannot be is refused with its field, and they outlive the process. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogEntry, DrillView, ErrorBody, QuickCause, QuickMaking } from '@firedrill/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataFolder, type Platform, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';
import { Host } from './host.ts';

const dataFolder = newDataFolder();
let platform: Platform;
let host: Host;

const folder = join(dataFolder, 'quick');
const kept = (): string[] => (existsSync(folder) ? readdirSync(folder) : []);

beforeAll(async () => {
  platform = await startPlatform({ dataFolder });
  host = await Host.open(platform);
}, 60_000);
afterAll(() => platform.stop());

describe('a quick drill', () => {
  it('is made for hosts only, and so is the list of what can break', async () => {
    for (const token of ['', 'guess']) {
      expect((await host.ask('GET', '/api/host/causes', undefined, token)).status).toBe(401);
      expect((await host.ask('POST', '/api/host/quick-drills', { name: 'Ana' }, token)).status).toBe(401);
      expect((await host.ask('GET', '/api/host/quick-drills/x', undefined, token)).status).toBe(401);
    }
    const { body } = await host.ask<QuickCause[]>('GET', '/api/host/causes');
    expect(body.length).toBeGreaterThanOrEqual(12);
  });

  it.each([
    ['cause', { cause: 'earthquake' }],
    ['with.speed', { cause: 'slow-processor', with: { speed: 3 } }],
    ['with.delayMs', { cause: 'network-latency', with: { delayMs: 'long' } }],
    ['with', { cause: 'network-latency', with: { delayMs: 1e9 } }],
    ['with', { cause: 'network-latency', with: { from: 'memcached' } }],
    ['with', { cause: 'statement-timeout-typo', with: { service: 'billing' } }],
    ['with', { with: { latencyMs: '3' } }],
    ['at', { at: '25:00' }],
    ['at', { at: '9:30' }],
    ['at', { at: '00:10' }],
    ['at', { at: '23:10' }],
    ['seed', { seed: -1 }],
    ['name', { name: ' ' }],
  ])('is refused at its field %s for %j, and nothing is left behind', async (field, choice) => {
    const { status, body } = await host.ask<ErrorBody>('POST', '/api/host/quick-drills', { name: 'Ana', ...choice });
    expect([status, body.error.field]).toEqual([400, field]);
    expect(body.error.message.length).toBeGreaterThan(10);
    expect(kept()).toEqual([]);
  });

  it('is refused when nobody would be paged, and nothing is left behind', async () => {
    const making = await host.make({
      name: 'Ana',
      cause: 'slow-processor',
      with: { latencyMs: '400' },
      at: '11:20',
      seed: 3,
    });
    expect(making).toMatchObject({ state: 'refused', seat: null, joinCode: null, refusal: { field: 'with' } });
    expect(making.refusal?.message).toMatch(/ApiLatencyHigh fires not at all .*choose another minute or stronger/);
    expect(kept()).toEqual([]);
  }, 180_000);

  it("is there after a kill, is in nobody's catalogue, and tells nothing before its time", async () => {
    const making = await host.make({ name: 'Ana', cause: 'timeout-typo', at: '11:20', seed: 3 });
    const { seat, joinCode, state } = making;
    if (seat === null) throw new Error(JSON.stringify(making));
    expect(state).toBe('ready');
    // Half of another one, as a kill leaves it.
    mkdirSync(join(folder, 'quick-half'));
    await platform.stop('SIGKILL');
    platform = await startPlatform({ dataFolder });
    host = await Host.open(platform);
    expect(kept()).toHaveLength(1);
    expect((await host.ask<QuickMaking>('GET', `/api/host/quick-drills/${making.id}`)).status).toBe(404);

    const { body: view } = await host.ask<DrillView>('GET', `/api/drills/${seat.drillId}`, undefined, seat.token);
    expect(view.title).toMatch(/^Quick drill, \w+day 11:00$/);
    expect(view.joinCode).toBe(joinCode);
    expect(JSON.stringify([view, making])).not.toMatch(/time-?out|typo|11:20/i);
    const { body: catalog } = await host.ask<CatalogEntry[]>('GET', '/api/catalog');
    expect(catalog.filter(({ title }) => title.startsWith('Quick'))).toEqual([]);
    const trainee = new Trainee(platform.url, seat);
    const { page } = await trainee.beginWork();
    expect(page?.alert).toBe('ApiErrorRatioHigh');
  }, 180_000);
});
