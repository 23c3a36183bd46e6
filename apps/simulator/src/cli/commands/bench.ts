/** `bench`: how fast it is here. One JSON object a line: name, value, unit. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../../scenario/index.ts';
import type { TelemetryRequest } from '../../telemetry/query.ts';
import { createWorlds } from '../../world/open.ts';
import { runSlice } from '../../world/run/run-slice.ts';
import { historySlices, warmupMs } from '../../world/run/slices.ts';
import type { World } from '../../world/worlds.ts';
import { median, report } from '../bench/report.ts';
import { scoring } from '../bench/scoring.ts';
import { scenarioNamed } from '../load.ts';
import { setup } from '../project.ts';

const seed = 11;
const benchMinutes = 10;

const seconds = (sinceMs: number): number => (performance.now() - sinceMs) / 1000;

async function kernel(scenario: Scenario, rate: number): Promise<void> {
  const [slice] = historySlices(scenario);
  if (!slice) return;
  const reference = { scenarioId: scenario.id, seed, variant: 'healthy', inputs: [] } as const;
  const untilMs = slice.fromMs + benchMinutes * 60_000;
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
  const tookS = seconds(startedMs);
  const virtualS = (untilMs - slice.fromMs + warmupMs) / 1000;
  const all = (requests * virtualS) / (virtualS - warmupMs / 1000);
  report(`kernel events per second at ${rate} requests/s`, run.eventCount / tookS, 'events/s');
  report(`kernel events per request at ${rate} requests/s`, run.eventCount / all, 'events');
  report(`virtual over real time at ${rate} requests/s`, virtualS / tookS, 'ratio');
}

function playable(world: World): Promise<void> {
  return new Promise((resolve) => {
    if (world.progress().ready) return resolve();
    const stop = world.onProgress((progress) => {
      if (!progress.ready) return;
      stop();
      resolve();
    });
  });
}

const queries = (nowMs: number): Readonly<Record<string, TelemetryRequest>> => {
  const window = { fromMs: nowMs - 3_600_000, toMs: nowMs };
  const range = { kind: 'metric-range', ...window, stepMs: 15_000 } as const;
  return {
    'panel: edge p95, 1 h': {
      ...range,
      expr: 'histogram_quantile(0.95, sum by (le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[1m])))',
    },
    'panel: p95 by service, 1 h': {
      ...range,
      expr: 'histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket[1m])))',
    },
    'panel: rate by route, 1 h': {
      ...range,
      expr: 'sum by (http_route) (rate(http_server_request_duration_seconds_count{service="order-service"}[1m]))',
    },
    'panel: pool waiters, 1 h': { ...range, expr: 'sum by (service) (db_client_connection_pending_requests)' },
    'log search: errors, newest 200 of 1 h': { kind: 'log-search', ...window, query: '{level="error"}', limit: 200 },
    'log search: text, newest 200 of 1 h': {
      kind: 'log-search',
      ...window,
      query: '{service="order-service"} |= "timeout"',
      limit: 200,
    },
    'log histogram, 1 h': { kind: 'log-histogram', ...window, query: '{service=~".+"}', buckets: 60 },
    'trace search: slow ones of 1 h': {
      kind: 'trace-search',
      ...window,
      service: 'order-service',
      minDurationMs: 500,
      limit: 50,
    },
  };
};

const rounds = 5;

async function latencies(world: World, nowMs: number): Promise<void> {
  for (const [name, request] of Object.entries(queries(nowMs))) {
    const tookMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const startedMs = performance.now();
      // Another instant each time: no answer is a remembered one.
      await world.query(request, nowMs - round * 1000);
      tookMs.push(performance.now() - startedMs);
    }
    report(name, median(tookMs), 'ms');
  }
}

async function whole(scenario: Scenario): Promise<void> {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'firedrill-bench-'));
  const reference = { scenarioId: scenario.id, seed, variant: 'true', inputs: [] } as const;
  try {
    const coldMs = performance.now();
    const cold = createWorlds({ ...setup(cacheFolder), scenarios: [scenario] });
    const world = cold.open(reference);
    await playable(world);
    report('time to a playable drill, cold', seconds(coldMs), 's');
    await world.reached(scenario.endsAtMs);
    await new Promise<void>((resolve) => {
      const stop = world.onProgress(({ fromMs }) => {
        if (fromMs > scenario.historyFromMs) return;
        stop();
        resolve();
      });
      if (world.progress().fromMs <= scenario.historyFromMs) resolve();
    });
    report('time to all of it, cold', seconds(coldMs), 's');
    const page = await world.page();
    await latencies(world, (page?.firedAtMs ?? scenario.endsAtMs) + 120_000);
    await cold.close();
    const cachedMs = performance.now();
    const cached = createWorlds({ ...setup(cacheFolder), scenarios: [scenario] });
    await playable(cached.open(reference));
    report('time to a playable drill, cached', seconds(cachedMs), 's');
    await cached.close();
  } finally {
    rmSync(cacheFolder, { recursive: true, force: true });
  }
}

export async function bench(id: string): Promise<void> {
  const scenario = scenarioNamed(id);
  await kernel(scenario, 30);
  await kernel(scenario, 83);
  await whole(scenario);
  await scoring(scenario);
}
