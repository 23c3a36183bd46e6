/** Traces of the true world among which one shows what went wrong, and such traces of the healthy world. */
import type { Trace, TraceWalk } from '@firedrill/protocol';
import { walkThrough } from '../../../drill/index.ts';
import type { Scenario } from '../../../scenario/index.ts';
import type { TraceSearch } from '../../../telemetry/requests.ts';
import type { World } from '../../../world/worlds.ts';

const withinMs = 8 * 60_000;
const arrivedMs = 60_000;
const slowMs = 500;
const mostFound = 400;
const mostRead = 40;
/** Fewer say nothing of what is typical. */
const fewest = 3;

type Where = Pick<TraceSearch, 'service' | 'operation' | 'status' | 'minDurationMs'>;

async function tracesOf(world: World, scenario: Scenario, where: Where): Promise<Trace[]> {
  const { onsetMs } = scenario.truth;
  const window = { fromMs: onsetMs, toMs: Math.min(onsetMs + withinMs, scenario.endsAtMs) };
  const asOfMs = window.toMs + arrivedMs;
  const { traces } = await world.query({ kind: 'trace-search', ...window, ...where, limit: mostFound }, asOfMs);
  // Every so many of them: neither the first minutes alone nor the last.
  const each = Math.max(1, traces.length / mostRead);
  const some = Array.from({ length: Math.min(mostRead, traces.length) }, (_, i) => traces[Math.floor(i * each)]);
  const read = await Promise.all(
    some.map((one) => (one ? world.query({ kind: 'trace', traceId: one.traceId }, asOfMs) : null)),
  );
  return read.filter((trace) => trace !== null);
}

/** Of those that begin in the way that most of them begin in. */
function ofOneKind(traces: readonly Trace[]): { readonly root: Where | null; readonly traces: readonly Trace[] } {
  const kinds = new Map<string, { readonly root: Where; readonly traces: Trace[] }>();
  for (const trace of traces) {
    const root = trace.spans.find(({ parentSpanId }) => parentSpanId === '');
    if (!root) continue;
    const { service, operation } = root;
    const kind = kinds.get(`${service} ${operation}`) ?? { root: { service, operation }, traces: [] };
    kinds.set(`${service} ${operation}`, kind);
    kind.traces.push(trace);
  }
  const [most] = [...kinds.values()].sort((a, b) => b.traces.length - a.traces.length);
  return most ?? { root: null, traces: [] };
}

export async function walkOf(truth: World, healthy: World, scenario: Scenario): Promise<TraceWalk | null> {
  const { component, guiltyEdge } = scenario.truth;
  const pointedAt = scenario.signals.flatMap((signal) =>
    !signal.decoy && signal.modality === 'trace'
      ? [{ service: signal.query.service, operation: signal.query.operation }]
      : [],
  );
  const services = new Set([component, ...guiltyEdge]);
  // From what the scenario points at to what merely has to do with it.
  const searches: readonly Where[] = [
    ...pointedAt.map((where) => ({ ...where, minDurationMs: slowMs })),
    ...[...services].flatMap((service): Where[] => [
      { service, minDurationMs: slowMs },
      { service, status: 'error' },
    ]),
  ];
  for (const where of searches) {
    const { root, traces } = ofOneKind(await tracesOf(truth, scenario, where));
    if (root === null || traces.length < fewest) continue;
    const usual = await tracesOf(healthy, scenario, root);
    const walk = walkThrough(traces, usual, { spans: pointedAt, services });
    if (walk) return walk;
  }
  return null;
}
