/** The lesson of the last bucket: who waits for half a minute is read as ten seconds. */
import { expect, it } from 'vitest';
import { Registry } from '../../../apps/simulator/src/platform/observe/registry.ts';
import { createRecorder } from '../../../apps/simulator/src/telemetry/record/recorder.ts';
import { ask } from '../../support/ask.ts';
import { edgeOf, seriesOf } from '../../support/run.ts';
import { histogramAgainstRaw } from './buckets.ts';
import type { Run } from './run.ts';

const fromMs = Date.UTC(2024, 2, 16, 13);
const stepMs = 15_000;
const name = 'nginx_ingress_controller_request_duration_seconds';

/** A minute in which every request takes as long. */
function minuteOf(seconds: number): Pick<Run, 'chunks' | 'series' | 'edge'> {
  const recorder = createRecorder({ fromUs: fromMs * 1000 });
  const registry = new Registry(recorder.metrics);
  const durations = registry.histogram(name, 'The request processing time in seconds', { status: '200' }, [1, 5, 10]);
  const target = recorder.metrics.target({ labels: { job: 'ingress-nginx' }, ingestLagUs: 5_000_000 });
  for (let scrape = 0; scrape <= 4; scrape++) {
    const atUs = (fromMs + scrape * stepMs) * 1000;
    registry.scrape(target, atUs, 2_000);
    for (let request = 0; request < 100; request++) {
      durations.record(seconds);
      recorder.edge.request('GET /', atUs + 1 + request - seconds * 1e6, seconds * 1e6, 200, '');
    }
  }
  const chunks = [recorder.seal((fromMs + 5 * stepMs) * 1000)];
  return { chunks, series: seriesOf(chunks), edge: edgeOf(chunks) };
}

// The check reads nothing else of a run.
const checked = async (run: ReturnType<typeof minuteOf>) => histogramAgainstRaw(run as Run);

it('a quantile beyond the last bound is read as the last bound, exactly', async () => {
  const stalled = minuteOf(30);
  expect(
    ask(stalled.chunks).valueAt(
      `histogram_quantile(0.99, sum by (le) (rate(${name}_bucket[1m])))`,
      fromMs + 4 * stepMs,
    ),
  ).toBe(10);
  expect(await checked(stalled)).toMatchObject({
    ok: true,
    measured: expect.stringContaining('3 of them beyond 10 s'),
  });
});

it('a quantile that the requests do not have is noticed', async () => {
  expect((await checked({ ...minuteOf(30), edge: minuteOf(3).edge })).ok).toBe(false);
  expect((await checked({ ...minuteOf(3), edge: minuteOf(30).edge })).ok).toBe(false);
});
