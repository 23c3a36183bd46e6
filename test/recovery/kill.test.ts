import type { MetricRangeResult } from '@firedrill/protocol';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { Trainee } from '../support/trainee.ts';

const at = (time: string): number => Date.parse(`2024-03-16T${time}Z`);
const panel = {
  expr: 'sum by (service) (rate(http_server_request_duration_seconds_count[1m]))',
  fromMs: at('13:40:00'),
  toMs: at('13:46:00'),
  stepMs: 15_000,
};

describe('a server that is killed in the middle of a drill', () => {
  let platform: Platform;
  let trainee: Trainee;

  beforeAll(async () => {
    platform = await startPlatform();
    trainee = await Trainee.start(platform.url);
    await trainee.beginWork();
  }, 180_000);
  afterAll(() => platform.stop());

  it('comes back with journal, clocks and panels as they were', async () => {
    await trainee.pin({
      title: 'edge p95',
      query: { modality: 'metric', expr: 'sum(up)', focus: {} },
      window: { fromMs: at('13:40:00'), toMs: at('13:46:00') },
      reading: 'same',
      note: 'before the kill',
    });
    await trainee.must('POST', '/timeline', { atMs: at('13:46:00'), text: 'onset', onset: true });
    // The last sign of life is written every other second.
    await expect
      .poll(async () => (await trainee.view()).clock.wallMs + 4000 < Date.now(), { timeout: 20_000 })
      .toBe(true);
    const before = await trainee.view();
    const shown = await trainee.must<MetricRangeResult>('POST', '/metrics/range', panel);

    await platform.stop('SIGKILL');
    platform = await startPlatform({ dataFolder: platform.dataFolder, port: platform.port });

    const after = await trainee.ready();
    expect(after.pins).toEqual(before.pins);
    expect(after.timeline).toEqual(before.timeline);
    expect(after.page).toEqual(before.page);
    expect(after.phase).toBe('running');
    // What passed without a server is no one's time: the clocks go on where they were last seen.
    const ranMs = after.clock.incidentMs - before.clock.incidentMs;
    expect(ranMs).toBeGreaterThan(0);
    expect(ranMs).toBeLessThanOrEqual(before.serverMs - before.clock.wallMs + 10_000);
    expect(after.clock.workMs).toBeCloseTo(ranMs + before.clock.workMs, -1);
    expect(await trainee.must('POST', '/metrics/range', panel)).toEqual(shown);
  }, 120_000);

  it('gives a browser that lost its socket the whole view again', async () => {
    const socket = io(platform.url, { auth: { token: trainee.seat.token }, transports: ['websocket'] });
    const nextView = () =>
      new Promise<{ seq: number; timeline: unknown[] }>((resolve) => socket.once('drill.state', resolve));
    const first = await nextView();
    socket.disconnect();
    await trainee.must('POST', '/timeline', { atMs: at('13:47:00'), text: 'while nobody listened' });
    socket.connect();
    const second = await nextView();
    socket.disconnect();
    expect(second.seq).toBeGreaterThan(first.seq);
    expect(second.timeline).toHaveLength(first.timeline.length + 1);
  });

  it('refuses a second process on the same folder, and says who has it', async () => {
    await expect(startPlatform({ dataFolder: platform.dataFolder })).rejects.toThrow(/is in use by process \d+/);
  });
});
