/** The bursts at the top of each hour: where they come from, what they only look like, and what ends them. */
import type { Action } from '@firedrill/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chunk } from '../../apps/simulator/src/telemetry/record/chunk.ts';
import { judgeOf } from '../support/effects.ts';
import { loadedScenario, runWorld, seriesOf } from '../support/run.ts';
import { beforeHour, burstMs, failedAt, failuresOfCatalog, inBurst, minuteMs, redisIn } from './hourly.ts';

const scenario = loadedScenario('cache-warming-on-the-hour');
const hourMs = 60 * minuteMs;
const all = process.env.FIREDRILL_TEST_ALL === '1';
const { onsetMs } = scenario.truth;

const piece = (fromMs: number, toMs: number, seed: number): Promise<Chunk[]> =>
  runWorld(scenario, { seed, slice: { kind: 'piece', fromMs, toMs }, untilMs: toMs });

/** Whatever the clients say of it, the server of Redis is as it was. */
function expectHealthyRedis(chunks: readonly Chunk[], hourAtMs: number): void {
  const before = redisIn(chunks, beforeHour(hourAtMs));
  const during = redisIn(chunks, inBurst(hourAtMs));
  expect(during.slowlogLengths).toEqual(before.slowlogLengths);
  expect([during.errors, during.evictions]).toEqual([0, 0]);
  expect(during.clients).toEqual(before.clients);
  expect(before.secondsPerCommand).toBeGreaterThan(0);
  expect(during.secondsPerCommand / before.secondsPerCommand).toBeGreaterThan(0.5);
  expect(during.secondsPerCommand / before.secondsPerCommand).toBeLessThan(1.5);
}

describe('one burst', () => {
  let chunks: Chunk[];

  beforeAll(async () => {
    chunks = await piece(onsetMs - 3 * minuteMs, onsetMs + 2 * minuteMs, 1);
  }, 120_000);

  it('fails more than a hundred requests within a minute and a half, and hardly any before', () => {
    const failed = failedAt(chunks);
    const within = failed.filter((atMs) => atMs >= onsetMs && atMs < onsetMs + burstMs);
    expect(within.length).toBeGreaterThan(100);
    expect(failed.length - within.length).toBeLessThan(10);
  });

  it('has an error of Redis before every 5xx of the service, in the same pod and request', () => {
    const { all: failed, unexplained } = failuresOfCatalog(chunks);
    expect(failed).toBeGreaterThan(50);
    expect(unexplained).toBe(0);
  });

  it('leaves Redis itself as it was', () => expectHealthyRedis(chunks, onsetMs));

  it('shows in the longest delay of the event loop, slice by slice, and a minute later no more', () => {
    const longest = seriesOf(chunks).filter(
      ({ name, labels }) => name === 'nodejs_eventloop_delay_max_seconds' && labels.service === 'catalog-service',
    );
    expect(longest).toHaveLength(3);
    for (const { samples } of longest) {
      const most = (fromMs: number, toMs: number): number =>
        Math.max(...samples.filter(({ timeMs }) => timeMs > fromMs && timeMs <= toMs).map(({ value }) => value));
      expect(most(onsetMs - 2 * minuteMs, onsetMs)).toBeLessThan(0.05);
      expect(most(onsetMs, onsetMs + 40_000)).toBeGreaterThan(0.9);
      expect(most(onsetMs, onsetMs + 40_000)).toBeLessThan(1.1);
      expect(most(onsetMs + minuteMs, onsetMs + 2 * minuteMs)).toBeLessThan(0.05);
    }
  });
});

describe.runIf(all)('five hours, the one of the page with them', () => {
  const hours = [-4, -3, -2, -1, 0].map((offset) => onsetMs + offset * hourMs);
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`have nine in ten of their failures right after an hour begins, and no quiet hour, seed ${seed}`, async () => {
      let [failures, right] = [0, 0];
      for (const hourAtMs of hours) {
        const chunks = await piece(hourAtMs - hourMs / 2, hourAtMs + hourMs / 2, seed);
        const failed = failedAt(chunks);
        const within = failed.filter((atMs) => atMs >= hourAtMs && atMs < hourAtMs + burstMs).length;
        expect(within).toBeGreaterThan(50);
        failures += failed.length;
        right += within;
        expectHealthyRedis(chunks, hourAtMs);
        expect(failuresOfCatalog(chunks).unexplained).toBe(0);
      }
      expect(right / failures).toBeGreaterThanOrEqual(0.9);
    }, 1_200_000);
  }
});

describe('what people may do about it, seen at the next hour', () => {
  const hourAtMs = onsetMs + hourMs;
  /** A roll-out comes to its end before the hour begins. */
  const actMs = hourAtMs - 3 * minuteMs;
  const slice = { kind: 'incident', fromMs: actMs - 30_000, toMs: hourAtMs + 2 * minuteMs } as const;
  const judge = judgeOf(scenario, { actMs, slice });
  const service = 'catalog-service';
  const exhibit = scenario.exhibit?.sha ?? '';

  it('suspending the job: the hour is quiet', async () => {
    const { verdict, acted, untouched } = await judge.judged({ verb: 'suspend-job', service, job: 'warm-up' });
    expect(verdict).toBe('fits');
    expect(untouched.failedRequests).toBeGreaterThan(100);
    expect(acted.failedRequests).toBeLessThan(10);
  }, 600_000);

  it.runIf(all).each<[string, 'fits' | 'nothing' | 'harmful', Action]>([
    [
      'more patience with Redis: requests are slow and do not fail',
      'fits',
      { verb: 'set-config', service, name: 'REDIS_COMMAND_TIMEOUT_MS', value: '5000' },
    ],
    ['more pods, each with the same job', 'nothing', { verb: 'scale', service, replicas: 6 }],
    ['catalog-service rolled back by its latest release', 'nothing', { verb: 'roll-back', service }],
    ['order-service rolled back', 'nothing', { verb: 'roll-back', service: 'order-service' }],
    ['the commit of weeks ago reverted, on which others rest', 'nothing', { verb: 'revert', commit: exhibit }],
    ['catalog-service restarted', 'nothing', { verb: 'restart', service }],
    ['the cards deleted from Redis', 'nothing', { verb: 'delete-key', key: 'cards:0' }],
    ['pages of products shed', 'harmful', { verb: 'shed-route', route: 'GET /v1/products/:id' }],
  ])(
    '%s: %s',
    async (_, verdict, action) => {
      expect((await judge.judged(action)).verdict).toBe(verdict);
    },
    600_000,
  );
});
