/** What users felt: when the page's rule held, which routes were worse, and the minutes at the edge. */
import { type Debrief, routes } from '@firedrill/protocol';
import { examine } from '../../../evidence/index.ts';
import { evaluationIntervalMs } from '../../../world/run/alert.ts';
import type { World } from '../../../world/worlds.ts';
import type { DrillRuntime } from '../drill-runtime.ts';

const arrivedMs = 45_000;
const shownMs = 20 * 60_000;
const routesWithinMs = 15 * 60_000;

/** Instants at which the page's rule held, from the page to the end of the drill. */
export async function firingOf(team: World, { rule, state }: DrillRuntime): Promise<number[]> {
  const fromMs = state.page?.firedAtMs;
  const toMs = state.clock.incidentMs;
  if (fromMs === undefined || toMs <= fromMs) return [];
  const request = { kind: 'metric-range', expr: rule.expr, fromMs, toMs, stepMs: evaluationIntervalMs } as const;
  const { series } = await team.query(request, toMs + arrivedMs);
  return [...new Set(series.flatMap(({ timesMs }) => timesMs))].sort((a, b) => a - b);
}

/** Longer than any rule holds before it pages. */
const mostBeforePageMs = 15 * 60_000;

/** Since when the page's rule had held, without a gap, when it paged. */
export async function symptomOnsetOf(team: World, { rule, state }: DrillRuntime): Promise<number | null> {
  const pagedAtMs = state.page?.firedAtMs;
  if (pagedAtMs === undefined) return null;
  const window = { fromMs: pagedAtMs - mostBeforePageMs, toMs: pagedAtMs };
  const request = { kind: 'metric-range', expr: rule.expr, ...window, stepMs: evaluationIntervalMs } as const;
  const { series } = await team.query(request, pagedAtMs);
  const held = new Set(series.flatMap(({ timesMs }) => timesMs));
  let sinceMs: number | null = null;
  for (let atMs = pagedAtMs; held.has(atMs); atMs -= evaluationIntervalMs) sinceMs = atMs;
  return sinceMs;
}

const duration = 'http_server_request_duration_seconds';

/** Routes whose p95 or errors at the gateway were higher than in the healthy world. */
export async function routesHit(truth: World, healthy: World, { scenario }: DrillRuntime): Promise<string[]> {
  const { onsetMs } = scenario.truth;
  const window = { fromMs: onsetMs, toMs: Math.min(onsetMs + routesWithinMs, scenario.endsAtMs) };
  const hit = await Promise.all(
    routes.map(async (route) => {
      const [method = '', path = ''] = route.split(' ');
      const of = `service="api-gateway",http_request_method="${method}",http_route="${path}"`;
      const exprs = [
        `histogram_quantile(0.95, sum by (le) (rate(${duration}_bucket{${of}}[1m])))`,
        `sum(rate(${duration}_count{${of},http_response_status_code=~"5.."}[1m]))`,
      ];
      const outcomes = await Promise.all(
        exprs.map((expr) =>
          examine(truth, healthy, { modality: 'metric', expr, focus: {} }, window, window.toMs + arrivedMs),
        ),
      );
      return outcomes.some((outcome) => outcome === 'higher' || outcome === 'comes-and-goes') ? [route] : [];
    }),
  );
  return hit.flat();
}

export async function courseOf(team: World, runtime: DrillRuntime): Promise<Debrief['course']> {
  const { incidentFromMs, endsAtMs } = runtime.scenario;
  const toMs = Math.min(endsAtMs, Math.max(runtime.incidentNowMs(), incidentFromMs + shownMs));
  const minutes = await team.query({ kind: 'edge-minutes', fromMs: incidentFromMs, toMs }, endsAtMs);
  return minutes.map(({ fromMs, requests, failed, p95Ms }) => ({
    atMs: fromMs,
    p95Ms,
    errorPercent: requests === 0 ? 0 : (100 * failed) / requests,
  }));
}
