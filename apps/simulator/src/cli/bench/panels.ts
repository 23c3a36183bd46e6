/** What people ask for while they play, and how long an answer takes. */
import type { TelemetryRequest } from '../../telemetry/query.ts';
import type { World } from '../../world/worlds.ts';
import { median, report } from './report.ts';

const hourMs = 3_600_000;
const rounds = 5;

const edgeP95 =
  'histogram_quantile(0.95, sum by (le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[1m])))';

const queries = (nowMs: number): Readonly<Record<string, TelemetryRequest>> => {
  const window = { fromMs: nowMs - hourMs, toMs: nowMs };
  const range = { kind: 'metric-range', ...window, stepMs: 15_000 } as const;
  return {
    'panel: edge p95, 1 h': { ...range, expr: edgeP95 },
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

const timed = async (world: World, request: TelemetryRequest, asOfMs: number): Promise<number> => {
  const startedMs = performance.now();
  await world.query(request, asOfMs);
  return performance.now() - startedMs;
};

export async function latencies(world: World, nowMs: number): Promise<void> {
  for (const [name, request] of Object.entries(queries(nowMs))) {
    const tookMs: number[] = [];
    // Another instant each time: no answer is a remembered one.
    for (let round = 0; round < rounds; round++) tookMs.push(await timed(world, request, nowMs - round * 1000));
    report(name, median(tookMs), 'ms');
  }
}

/** Asks for a panel over and over until `done`, as a dashboard does; how long each answer took, ms. */
export async function askedUntil(done: Promise<unknown>, world: World, nowMs: number): Promise<number[]> {
  let over = false;
  const end = done.finally(() => {
    over = true;
  });
  const tookMs: number[] = [];
  while (!over) {
    const asOfMs = nowMs + tookMs.length;
    const range = { fromMs: asOfMs - hourMs, toMs: asOfMs, stepMs: 15_000 };
    tookMs.push(await timed(world, { kind: 'metric-range', expr: edgeP95, ...range }, asOfMs));
    await new Promise((wake) => setTimeout(wake, 100));
  }
  await end;
  return tookMs;
}
