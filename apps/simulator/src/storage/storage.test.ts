import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../journal/index.ts';
import { openEmbedded } from './embedded.ts';
import { lockFolder } from './lock.ts';
import { openStorage, type Storage } from './storage.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'firedrill-storage-'));
const drill = {
  id: 'd1',
  eventId: 'e1',
  joinCode: 'ABCDEF',
  teamName: 'Team',
  scenarioId: 's',
  seed: 7,
  createdMs: 1_700_000_000_000,
};
const entry = { wallMs: 1, incidentMs: 2, workMs: 3, actor: 'a', name: 'Ana', data: { type: 'drill.ended' as const } };

describe('storage', () => {
  const folder = newFolder();
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage({ folder });
    await storage.createDrill(drill);
  });
  afterAll(() => storage.close());

  it('gives back what was stored', async () => {
    await storage.addSeat({ id: 's1', drillId: 'd1', tokenHash: 'h', name: 'Ana', role: 'host' });
    expect(await storage.drillByCode('ABCDEF')).toEqual(drill);
    expect((await storage.seatByToken('h'))?.name).toBe('Ana');
    expect(await storage.seatByToken('other')).toBeNull();
  });

  it('appends all entries or none', async () => {
    const entries = chain(null, [entry, entry]);
    await storage.append('d1', entries);
    const more = chain(entries.at(-1)!, [entry]);
    await expect(storage.append('d1', [...more, entries[0]!])).rejects.toThrow();
    expect(await storage.journal('d1')).toEqual(entries);
  });

  it('refuses a second process on the folder, naming the first', () => {
    const other = newFolder();
    writeFileSync(join(other, 'firedrill.lock'), String(process.ppid));
    expect(() => lockFolder(other)).toThrow(`in use by process ${process.ppid}`);
  });

  it('takes over a lock whose process is gone', () => {
    const other = newFolder();
    writeFileSync(join(other, 'firedrill.lock'), '999999999');
    expect(() => lockFolder(other)()).not.toThrow();
  });
});

describe('the embedded database', () => {
  it('syncs every commit to disk', async () => {
    let syncs = 0;
    const sql = await openEmbedded(newFolder(), {
      onSync: () => {
        syncs++;
      },
    });
    await sql.query('CREATE TABLE t (n integer)');
    const before = syncs;
    for (let n = 0; n < 5; n++) await sql.query('INSERT INTO t VALUES ($1)', [n]);
    expect(syncs - before).toBeGreaterThanOrEqual(5);
    await sql.close();
  });
});
