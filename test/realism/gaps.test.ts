/** R16 where a block outlasts a scrape: none of the shop's own causes blocks a pod for so long in one go. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/ask.ts';
import { seriesOf } from '../support/run.ts';
import { blockedPod, type Timeline } from './suite/blocked.ts';

const longAfterMs = 3_600_000;
const scrapeTimeoutMs = 10_000;

let pod: Timeline;
beforeAll(async () => {
  pod = await blockedPod();
});

const samplesOf = (name: string) => seriesOf(pod.chunks).find((series) => series.name === name)?.samples ?? [];

describe('a pod that is blocked for longer than a scrape waits', () => {
  it('is down at those scrapes, and brings no samples, least of all zeros', () => {
    const [fromMs, untilMs] = pod.blockedMs;
    const ups = samplesOf('up');
    const waitedMs = ({ timeMs }: { timeMs: number }): number =>
      timeMs >= fromMs && timeMs < untilMs ? untilMs - timeMs : 0;
    const failed = ups.filter(({ value }) => value === 0).map(({ timeMs }) => timeMs);
    expect(failed).toEqual(ups.filter((one) => waitedMs(one) > scrapeTimeoutMs).map(({ timeMs }) => timeMs));
    const done = samplesOf('work_done_total');
    const missing = ups.filter(({ timeMs }) => !done.some((sample) => sample.timeMs === timeMs));
    expect(missing.map(({ timeMs }) => timeMs)).toEqual(failed);
    expect(done.every(({ value }) => value > 0)).toBe(true);
    process.stdout.write(`R16 a block of 45 s: ${failed.length} scrapes failed, ${missing.length} brought nothing\n`);
    expect(failed.length).toBeGreaterThanOrEqual(2);
  });

  it('counts from nothing when it is started anew, which a rate takes for what it is', () => {
    const done = samplesOf('work_done_total');
    const before = done.findLast(({ timeMs }) => timeMs < pod.startedAgainMs);
    const after = done.find(({ timeMs }) => timeMs > pod.startedAgainMs);
    expect(before?.value).toBeGreaterThan(1_000);
    expect(after?.value).toBeLessThan(160);
    const rate = ask(pod.chunks).valueAt('rate(work_done_total[1m])', pod.startedAgainMs + 90_000);
    process.stdout.write(`R16 a restart: from ${before?.value} to ${after?.value}, then ${rate.toFixed(1)} a second\n`);
    expect(rate).toBeGreaterThan(8);
    expect(rate).toBeLessThan(12);
  });

  it('is nowhere within five minutes after it went', async () => {
    const world = ask(pod.chunks);
    const there = async (atMs: number): Promise<number> =>
      (await world.query({ kind: 'metric-instant', expr: '{pod="worker-0"}', atMs }, atMs + longAfterMs)).series.length;
    expect(await there(pod.goneMs - 1_000)).toBeGreaterThan(5);
    expect(await there(pod.goneMs + 300_000)).toBe(0);
  });
});
