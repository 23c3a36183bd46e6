/** The debrief of a real drill, as its team gets it from the server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';

const title = 'Warm-up: orders fail';
const formats = ['html', 'markdown', 'json'] as const;

describe('a debrief', () => {
  let platform: Platform;
  let trainee: Trainee;
  beforeAll(async () => {
    platform = await startPlatform();
    trainee = await Trainee.start(platform.url, { title, mode: 'open' });
    await trainee.beginWork();
    await trainee.must('POST', '/end');
    await trainee.debrief();
  }, 600_000);
  afterAll(() => platform.stop());

  const exported = async (format: string): Promise<string> => {
    const response = await fetch(`${platform.url}/api/drills/${trainee.seat.drillId}/debrief/export?format=${format}`, {
      headers: { authorization: `Bearer ${trainee.seat.token}` },
    });
    expect(response.status).toBe(200);
    return response.text();
  };

  it('has how it felt, on the page and in every file, though it was told after the debrief was worked out', async () => {
    for (const text of ['lost at first', 'then sure']) {
      await trainee.must('POST', '/felt', { text });
      expect((await trainee.debrief()).felt.at(-1)).toMatchObject({ author: 'Ana', text });
      for (const format of formats) expect(await exported(format), format).toContain(text);
    }
    expect((await trainee.debrief('?timeBoxes=off')).felt).toHaveLength(2);
  });
});
