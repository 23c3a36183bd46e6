/** The debrief of a real drill, as its team gets it from the server. */
import type { Debrief, ErrorBody, PastDrill } from '@firedrill/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../apps/simulator/src/journal/index.ts';
import { openStorage } from '../../apps/simulator/src/storage/index.ts';
import { Host } from '../quick/host.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';

const title = 'Warm-up: orders fail';
const formats = ['html', 'markdown', 'json'] as const;

describe('a debrief', () => {
  let platform: Platform;
  let timed: Trainee;
  let untimed: Trainee;
  const ended = async (timeBoxes: boolean): Promise<Trainee> => {
    const trainee = await Trainee.start(platform.url, { title, mode: 'open', timeBoxes });
    await trainee.beginWork();
    await trainee.must('POST', '/end');
    await trainee.debrief();
    return trainee;
  };
  beforeAll(async () => {
    platform = await startPlatform();
    timed = await ended(true);
    untimed = await ended(false);
  }, 600_000);
  afterAll(() => platform.stop());

  const exported = async ({ seat }: Trainee, format: string): Promise<string> => {
    const response = await fetch(`${platform.url}/api/drills/${seat.drillId}/debrief/export?format=${format}`, {
      headers: { authorization: `Bearer ${seat.token}` },
    });
    expect(response.status).toBe(200);
    return response.text();
  };
  const board = async (): Promise<readonly PastDrill[]> =>
    (await (await Host.open(platform)).ask<PastDrill[]>('GET', '/api/host/events')).body;

  it('has how it felt, on the page and in every file, though it was told after the debrief was worked out', async () => {
    for (const text of ['lost at first', 'then sure']) {
      await timed.must('POST', '/felt', { text });
      expect((await timed.debrief()).felt.at(-1)).toMatchObject({ author: 'Ana', text });
      for (const format of formats) expect(await exported(timed, format), format).toContain(text);
    }
    expect((await timed.debrief('?timeBoxes=off')).felt).toHaveLength(2);
  });

  it('scores the time boxes or not, as the drill was set up, unless it is asked otherwise', async () => {
    const dims = ({ lines }: Debrief): boolean => lines.some(({ dim }) => dim === 'D7');
    const sum = ({ lines }: Debrief): number => lines.reduce((all, { max }) => all + max, 0);
    for (const [trainee, on] of [
      [timed, true],
      [untimed, false],
    ] as const) {
      const debrief = await trainee.debrief();
      expect([debrief.timeBoxes, dims(debrief), (await trainee.view()).timeBoxes]).toEqual([on, on, on]);
      expect(sum(debrief)).toBeCloseTo(100, 9);
      expect(dims(await trainee.debrief(`?timeBoxes=${on ? 'off' : 'on'}`))).toBe(!on);
      expect((await exported(trainee, 'markdown')).includes('Time: time boxes')).toBe(on);
    }
  });

  it('can be taken along with how the incident went and what it takes to pass', async () => {
    const html = await exported(timed, 'html');
    expect(html.match(/<svg /g)?.length).toBeGreaterThanOrEqual(2);
    for (const { why } of (await timed.debrief()).gates) expect(html).toContain(why);
    expect(html).not.toMatch(/<script|src=|NaN/);
  });

  it('leaves its total and the rubric on the board when the server starts again', async () => {
    const { total, rubricVersion } = await timed.debrief();
    // Asked for in another way, which is not what the board shows.
    await timed.debrief('?timeBoxes=off');
    await platform.stop();
    platform = await startPlatform({ dataFolder: platform.dataFolder, port: platform.port });
    const [second, first] = await board();
    expect(first).toMatchObject({ drillId: timed.seat.drillId, total, rubricVersion });
    expect(second?.rubricVersion).toBe(rubricVersion);
  });

  it('is refused by entry and version where the journal is of another version, and others go on', async () => {
    await platform.stop();
    const storage = await openStorage({ folder: platform.dataFolder });
    const journal = await storage.journal(untimed.seat.drillId);
    // As a newer server would have written it.
    const newer = { ...(journal.at(-1) as Entry), seq: journal.length + 1, v: 9 } as unknown as Entry;
    await storage.append(untimed.seat.drillId, [newer]);
    await storage.close();
    platform = await startPlatform({ dataFolder: platform.dataFolder, port: platform.port });
    const { status, body } = await untimed.send<ErrorBody>('GET', '/debrief');
    expect([status, body.error.code]).toEqual([501, 'unknown_entry']);
    expect(body.error.message).toContain(`entry ${newer.seq} (drill.ended) is of journal version 9`);
    const host = await Host.open(platform);
    await host.send('PUT', `/api/host/comparisons/${timed.seat.drillId}`, { open: true });
    expect(await timed.must('GET', '/comparison')).toMatchObject({ open: true, unreadable: 1 });
  }, 120_000);
});
