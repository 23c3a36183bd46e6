import type { Comparison, DebriefPending, PastDrill } from '@firedrill/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Host } from '../quick/host.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';

const title = 'Warm-up: orders fail';

async function ended(platform: Platform): Promise<Trainee> {
  const trainee = await Trainee.start(platform.url, { title, mode: 'open' });
  await trainee.beginWork();
  await trainee.must('POST', '/end');
  return trainee;
}

async function debriefed(trainee: Trainee): Promise<void> {
  for (;;) {
    const debrief = await trainee.must<DebriefPending | { readonly pending?: never }>('GET', '/debrief');
    if (!debrief.pending) return;
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

describe('teams that had the same incident', () => {
  let platform: Platform;
  let host: Host;
  let first: Trainee;
  let second: Trainee;
  let playing: Trainee;
  beforeAll(async () => {
    platform = await startPlatform();
    host = await Host.open(platform);
    first = await ended(platform);
    second = await ended(platform);
    playing = await Trainee.start(platform.url, { title });
    await playing.beginWork();
    for (const one of [first, second]) await debriefed(one);
  }, 600_000);
  afterAll(() => platform.stop());

  const compared = async (trainee: Trainee): Promise<Comparison> => trainee.must('GET', '/comparison');
  const open = (drillId: string, body: unknown, token?: string) =>
    host.send('PUT', `/api/host/comparisons/${drillId}`, body, token);

  it('see nothing of each other until a host opens it', async () => {
    expect(await compared(first)).toEqual({ open: false, teams: [], pending: 0, unreadable: 0 });
    const listed: PastDrill[] = await (await fetch(`${platform.url}/api/drills`)).json();
    expect(listed.map(({ total }) => total)).toEqual([null, null, null]);
  });

  it('are not opened by anybody else, nor for a drill that is not there, nor with something else', async () => {
    const { drillId, token } = first.seat;
    expect((await open(drillId, { open: true }, token)).status).toBe(401);
    expect((await open('nothing', { open: true })).status).toBe(404);
    expect((await open(drillId, { open: 'yes' })).status).toBe(400);
    expect((await compared(first)).open).toBe(false);
  });

  it('stand side by side once it is open, and the one that goes on is not among them', async () => {
    expect((await open(first.seat.drillId, { open: true })).status).toBe(204);
    const { teams, pending } = await compared(second);
    expect([teams.length, pending, teams.filter(({ own }) => own).length]).toEqual([2, 0, 1]);
    expect(teams.map(({ rubricVersion }) => rubricVersion)).toEqual(['2.0', '2.0']);
    expect(teams[0]?.dimensions.map(({ dim }) => dim)).toEqual(['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7']);
    expect((await playing.send('GET', '/comparison')).status).toBe(409);
    const listed: PastDrill[] = await (await fetch(`${platform.url}/api/drills`)).json();
    expect(listed.filter(({ total, rubricVersion }) => total !== null && rubricVersion !== null)).toHaveLength(2);
  });

  it('are apart again when it is closed', async () => {
    expect((await open(second.seat.drillId, { open: false })).status).toBe(204);
    expect((await compared(first)).open).toBe(false);
  });
});
