/** The bursts at the top of each hour: where they come from, and what they only look like. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chunk } from '../../apps/simulator/src/telemetry/record/chunk.ts';
import { edgeOf, linesOf, loadedScenario, type RecordedLine, runWorld, seriesOf } from '../support/run.ts';

const scenario = loadedScenario('cache-warming-on-the-hour');
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const burstMs = 90_000;
const all = process.env.FIREDRILL_TEST_ALL === '1';

const piece = (fromMs: number, toMs: number, seed: number): Promise<Chunk[]> =>
  runWorld(scenario, { seed, slice: { kind: 'piece', fromMs, toMs }, untilMs: toMs });

const failedAt = (chunks: readonly Chunk[]): number[] =>
  edgeOf(chunks)
    .filter(({ status }) => status >= 500)
    .map(({ beganUs }) => beganUs / 1000);

const traceOf = (line: RecordedLine): string => `${line.traceHi} ${line.traceLo} ${line.instance.pod}`;
const isRedisError = ({ fields }: RecordedLine): boolean => String(fields['err.message'] ?? '') === 'Command timed out';

describe('one burst', () => {
  const hourAtMs = scenario.truth.onsetMs;
  let chunks: Chunk[];

  beforeAll(async () => {
    chunks = await piece(hourAtMs - 5 * minuteMs, hourAtMs + 2 * minuteMs, 1);
  }, 120_000);

  it('fails more than a hundred requests within a minute and a half, and hardly any before', () => {
    const failed = failedAt(chunks);
    const within = failed.filter((atMs) => atMs >= hourAtMs - 5_000 && atMs < hourAtMs + burstMs);
    expect(within.length).toBeGreaterThan(100);
    expect(failed.length - within.length).toBeLessThan(10);
  });

  it('has an error of Redis before every 5xx of the service, in the same pod and request', () => {
    const catalog = linesOf(chunks, ({ service }) => service === 'catalog-service');
    const failed = catalog.filter(({ fields }) => Number(fields['res.statusCode'] ?? 0) >= 500);
    expect(failed.length).toBeGreaterThan(50);
    const redisErrors = new Map<string, number>();
    for (const line of catalog.filter(isRedisError)) {
      const trace = traceOf(line);
      redisErrors.set(trace, Math.min(line.trueUs, redisErrors.get(trace) ?? Number.POSITIVE_INFINITY));
    }
    for (const line of failed)
      expect(redisErrors.get(traceOf(line)) ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(line.trueUs);
  });

  it('leaves Redis itself as it was', () => {
    const rate = (name: string, fromMs: number, toMs: number): number =>
      seriesOf(chunks)
        .filter((series) => series.name === name)
        .reduce((sum, { samples }) => {
          const inside = samples.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs);
          return sum + (inside.at(-1)?.value ?? 0) - (inside[0]?.value ?? 0);
        }, 0);
    const timePerCommand = (fromMs: number, toMs: number): number =>
      rate('redis_commands_duration_seconds_total', fromMs, toMs) / rate('redis_commands_total', fromMs, toMs);
    const before = timePerCommand(hourAtMs - 4 * minuteMs, hourAtMs - minuteMs);
    const during = timePerCommand(hourAtMs - 15_000, hourAtMs + 45_000);
    expect(before).toBeGreaterThan(0);
    expect(during / before).toBeGreaterThan(0.5);
    expect(during / before).toBeLessThan(2);
  });
});

describe.runIf(all)('five hours', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`have nine in ten of their failures right after an hour begins, and no quiet hour: seed ${seed}`, async () => {
      const firstHourMs = Math.ceil(scenario.incidentFromMs / hourMs) * hourMs;
      const failed = failedAt(await piece(scenario.incidentFromMs, firstHourMs + 5 * hourMs - 30 * minuteMs, seed));
      const inBurst = (atMs: number): boolean => (atMs + 5_000) % hourMs < burstMs + 5_000;
      expect(failed.filter(inBurst).length / failed.length).toBeGreaterThanOrEqual(0.9);
      for (let hour = 0; hour < 5; hour++) {
        const beginsMs = firstHourMs + hour * hourMs;
        expect(failed.filter((atMs) => atMs >= beginsMs - 5_000 && atMs < beginsMs + burstMs).length).toBeGreaterThan(
          20,
        );
      }
    }, 600_000);
  }
});
