/** R19: what users feel moves past the alert that watches it, or must not where nothing is wrong. */
import { type Chunk, noSample } from '../../../apps/simulator/src/telemetry/record/chunk.ts';
import { createRecorder } from '../../../apps/simulator/src/telemetry/record/recorder.ts';
import { alertRule, firstFiring } from '../../../apps/simulator/src/world/run/alert.ts';
import { type Asked, ask } from '../../support/ask.ts';
import { type Finding, finding, type Run } from './run.ts';
import { quantile } from './statistics.ts';

/** The rules on what users feel: how long they wait, and how often they get nothing. */
const userRules = ['ApiLatencyHigh', 'ApiErrorRatioHigh'] as const;
/** The rules look back over a minute. */
const settledMs = 75_000;

const half = ({ edge }: Run, fromMs: number, toMs: number) => {
  const inside = edge.filter(({ beganUs }) => beganUs >= fromMs * 1000 && beganUs < toMs * 1000);
  const p95Ms = quantile(
    inside.map(({ beganUs, endUs }) => (endUs - beganUs) / 1000),
    0.95,
  );
  return {
    p95Ms,
    failedPercent: (100 * inside.filter(({ status }) => status >= 500).length) / Math.max(1, inside.length),
  };
};

/**
 * The ingress' counters as one that has run for days has them: of a status that did not occur yet the run has no
 * series, and a rate needs a sample before the first.
 */
function ofIngress({ series, fromMs, untilMs }: Run): Chunk {
  const own = series.filter(({ name }) => /^nginx_ingress_controller_request(s|_duration_seconds_bucket)$/.test(name));
  const timesMs = [...new Set(own.flatMap(({ samples }) => samples.map(({ timeMs }) => timeMs)))].sort((a, b) => a - b);
  const values = own.flatMap(({ samples, base }) => {
    const byTime = new Map(samples.map(({ timeMs, value }) => [timeMs, value]));
    const firstMs = samples[0]?.timeMs ?? Number.POSITIVE_INFINITY;
    return timesMs.map((timeMs) => byTime.get(timeMs) ?? (timeMs < firstMs ? base : noSample));
  });
  const target = {
    target: 0,
    spec: { labels: { service: 'nginx-ingress' }, ingestLagUs: 5_000_000 },
    newSeries: own.map(({ name, labels, type, base }) => ({ name, labels, type, base })),
    timesMs: Float64Array.from(timesMs),
    values: Float64Array.from(values),
  };
  return { ...createRecorder({ fromUs: fromMs * 1000 }).seal(untilMs * 1000), targets: [target] };
}

/** The rules that hold for as long as they must, somewhere in the window. */
async function firing(world: Asked, { scenario }: Run, fromMs: number, toMs: number): Promise<string[]> {
  const fired: string[] = [];
  for (const name of userRules) {
    const rule = alertRule(scenario.baseFiles, name);
    const found = await firstFiring(rule, fromMs, toMs, async (expr, atMs) => {
      const { series } = await world.query({ kind: 'metric-instant', expr, atMs }, atMs);
      const value = series[0]?.values[0];
      return typeof value === 'number' ? value : null;
    });
    if (found) fired.push(name);
  }
  return fired;
}

export async function impact(run: Run): Promise<Finding> {
  const { fromMs, onsetMs, untilMs, scenario } = run;
  const world = ask([ofIngress(run)]);
  const calm = half(run, fromMs, onsetMs);
  const troubled = half(run, onsetMs, untilMs - 30_000);
  const before = await firing(world, run, fromMs + settledMs, onsetMs);
  const after = await firing(world, run, onsetMs, untilMs);
  const moved = troubled.p95Ms > 2 * calm.p95Ms || troubled.failedPercent > 1;
  const { rule } = scenario.page;
  const ok = scenario.nothingWrong ? !moved && after.length === 0 : moved && after.includes(rule);
  const expected = scenario.nothingWrong ? 'none may fire' : `${rule} must fire`;
  const measured = `p95 ${calm.p95Ms.toFixed(0)} -> ${troubled.p95Ms.toFixed(0)} ms, failures ${calm.failedPercent.toFixed(2)} -> ${troubled.failedPercent.toFixed(2)} %; alerts before: ${before.join(', ') || 'none'} (none), after: ${after.join(', ') || 'none'} (${expected})`;
  return finding('R19', 'impact', measured, ok && before.length === 0);
}
