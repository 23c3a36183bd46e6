/** How fast virtual time passes. */
import type { Scenario } from '../../scenario/index.ts';
import { runSlice } from '../../world/run/run-slice.ts';
import { historySlices, warmupMs } from '../../world/run/slices.ts';
import { report, secondsSince } from './report.ts';

const seed = 11;
const minutes = 10;

export async function kernel(scenario: Scenario, rate: number): Promise<void> {
  const [slice] = historySlices(scenario);
  if (!slice) return;
  const reference = { scenarioId: scenario.id, seed, variant: 'healthy', inputs: [] } as const;
  const untilMs = slice.fromMs + minutes * 60_000;
  let requests = 0;
  const startedMs = performance.now();
  const run = await runSlice(
    scenario,
    reference,
    slice,
    (chunk) => {
      requests += chunk.edge.endUs.length;
    },
    { untilMs, requestsPerSecond: rate },
  );
  const tookS = secondsSince(startedMs);
  const virtualS = (untilMs - slice.fromMs + warmupMs) / 1000;
  const all = (requests * virtualS) / (virtualS - warmupMs / 1000);
  report(`kernel events per second at ${rate} requests/s`, run.eventCount / tookS, 'events/s');
  report(`kernel events per request at ${rate} requests/s`, run.eventCount / all, 'events');
  report(`virtual over real time at ${rate} requests/s`, virtualS / tookS, 'ratio');
}
