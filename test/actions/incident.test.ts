/** What people do to a shop that suffers: compared with the same minutes in which nobody did anything. */
import type { Action } from '@firedrill/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { effectOf } from '../../apps/simulator/src/evidence/index.ts';
import { alertRule } from '../../apps/simulator/src/world/run/alert.ts';
import type { Slice } from '../../apps/simulator/src/world/run/slices.ts';
import { type Asked, ask } from '../support/ask.ts';
import { type EdgeRequest, edgeOf, loadedScenario, runWorld } from '../support/run.ts';

const minuteMs = 60_000;
const span = ({ fromMs, toMs }: Slice) => ({ fromMs, toMs });

interface Seen extends Asked {
  readonly edge: readonly EdgeRequest[];
}

const p95Ms = (edge: readonly EdgeRequest[], fromMs: number, toMs: number): number => {
  const durations = edge
    .filter(({ beganUs }) => beganUs >= fromMs * 1000 && beganUs < toMs * 1000)
    .map(({ beganUs, endUs }) => (endUs - beganUs) / 1000)
    .sort((a, b) => a - b);
  return durations[Math.floor(0.95 * durations.length)] ?? 0;
};

describe('a table that is scanned by every request', () => {
  const scenario = loadedScenario();
  const { onsetMs } = scenario.truth;
  const actMs = onsetMs + 50_000;
  const slice: Slice = { kind: 'incident', fromMs: onsetMs - minuteMs, toMs: actMs + 4 * minuteMs };
  /** The index is there by then; without it, nothing is better yet. */
  const lateMs = actMs + 75_000;
  const acted = async (...actions: readonly Action[]): Promise<Seen> => {
    const inputs = actions.map((action) => ({ ...action, atUs: actMs * 1000 }));
    const chunks = await runWorld(scenario, { slice, inputs, untilMs: slice.toMs });
    return { ...ask(chunks), edge: edgeOf(chunks) };
  };
  let untouched: Seen;
  beforeAll(async () => {
    untouched = await acted();
  }, 120_000);

  let indexed: Seen;
  it('gets an index: it is built, then used, and nobody waits for long any more', async () => {
    indexed = await acted({ verb: 'create-index', table: 'orders', column: 'created_at' });
    const seen = indexed;
    const entries = seen.changes(span(slice)).filter(({ details }) => details.operation === 'op-1');
    expect(entries.map(({ reason }) => reason)).toEqual(['IndexBuildStarted', 'IndexCreated']);
    const [started, created] = entries.map(({ timeMs }) => timeMs);
    const builtMs = (created ?? 0) - (started ?? 0);
    // Eight seconds of processor time, which others want too.
    expect(builtMs).toBeGreaterThan(8_000);
    expect(
      seen.lineCount('{service="postgres"} |= "CREATE INDEX CONCURRENTLY orders_created_at_idx"', span(slice)),
    ).toBe(1);
    const scans = (world: Seen): number =>
      world.valueAt(`sum(increase(pg_stat_user_tables_seq_scan{relname="orders"}[30s]))`, lateMs);
    expect(scans(untouched)).toBeGreaterThan(50);
    expect(scans(seen)).toBe(0);
    const window = [lateMs - 20_000, lateMs] as const;
    expect(p95Ms(untouched.edge, ...window)).toBeGreaterThan(600);
    expect(p95Ms(seen.edge, ...window)).toBeLessThan(0.5 * p95Ms(untouched.edge, ...window));
  }, 120_000);

  it('has its statements cancelled: who waited for them is told so', async () => {
    const seen = await acted({
      verb: 'cancel-backend',
      backends: { by: 'application', application: 'order-service', olderThanSeconds: 0.3 },
      ending: 'cancel',
    });
    const [entry] = seen.changes(span(slice)).filter(({ details }) => details.operation === 'op-1');
    const processes = (entry?.details.processes ?? '').split(', ');
    expect(processes.length).toBeGreaterThan(3);
    const cancelled = '{service="postgres"} |= "canceling statement due to user request"';
    expect(seen.lineCount(cancelled, span(slice))).toBe(processes.length);
    const told = 'sum(db_client_operation_duration_seconds_count{service="order-service",error_type="57014"})';
    expect(seen.valueAt(told, lateMs)).toBe(processes.length);
    expect(untouched.lineCount(cancelled, span(slice))).toBe(0);
  }, 120_000);

  it('shows by the page and the edge what helped and what did harm', async () => {
    const order: Action = { verb: 'shed-route', route: 'POST /v1/orders' };
    const { expr } = alertRule(scenario.baseFiles, scenario.page.rule);
    const window = { fromMs: actMs, toMs: slice.toMs };
    const of = (action: Action, seen: Seen) => effectOf(seen, untouched, { action, operation: 'op-1', expr, window });
    const helped = await of({ verb: 'create-index', table: 'orders', column: 'created_at' }, indexed);
    expect(helped.verdict).toBe('fits');
    expect(helped.untouched.firingMs).toBeGreaterThanOrEqual(90_000);
    const harmed = await of(order, await acted(order));
    expect(harmed.verdict).toBe('harmful');
    expect(harmed.acted.failedWrites).toBeGreaterThan(harmed.untouched.failedWrites + 500);
    expect((await of(order, untouched)).verdict).toBe('nothing');
  }, 120_000);
});

describe('a lock that is kept', () => {
  const scenario = loadedScenario('redis-lock-hog');
  const { onsetMs } = scenario.truth;
  const fromMs = onsetMs + 3 * minuteMs;
  const slice: Slice = { kind: 'incident', fromMs: fromMs - minuteMs, toMs: fromMs + 90_000 };

  it('is taken away: who waits for it gets on at once', async () => {
    const untouched = edgeOf(await runWorld(scenario, { slice, untilMs: slice.toMs }));
    /** Requests that are there at an instant, and still two seconds later. */
    const waiting = (edge: readonly EdgeRequest[], atMs: number): number =>
      edge.filter(({ beganUs, endUs }) => beganUs < atMs * 1000 && endUs > (atMs + 2_000) * 1000).length;
    const seconds = Array.from({ length: 60 }, (_, i) => fromMs + i * 1000);
    const most = Math.max(...seconds.map((atMs) => waiting(untouched, atMs)));
    const actMs = seconds.find((atMs) => waiting(untouched, atMs) === most) ?? 0;
    expect(most).toBeGreaterThan(30);
    const inputs = [{ verb: 'delete-key', key: 'lock:rates', atUs: actMs * 1000 }] as const;
    const chunks = await runWorld(scenario, { slice, inputs, untilMs: slice.toMs });
    const [entry] = ask(chunks)
      .changes(span(slice))
      .filter(({ details }) => details.operation === 'op-1');
    expect(entry?.details.removed).toBe('1');
    expect(waiting(edgeOf(chunks), actMs)).toBeLessThan(0.2 * waiting(untouched, actMs));
  }, 120_000);
});

describe('a pod', () => {
  const scenario = loadedScenario();
  const { incidentFromMs: fromMs } = scenario;
  const slice: Slice = { kind: 'incident', fromMs, toMs: fromMs + 2 * minuteMs };
  const pods = (world: Asked, atMs: number): string[] =>
    world.labelsAt('process_start_time_seconds{service="catalog-service"}', 'pod', atMs);

  it('is deleted: another takes its place, and the rest serve meanwhile', async () => {
    const before = pods(ask(await runWorld(scenario, { slice, untilMs: fromMs + minuteMs })), fromMs + 50_000);
    const [pod = ''] = before;
    const inputs = [{ verb: 'restart', service: 'catalog-service', pod, atUs: (fromMs + minuteMs) * 1000 }] as const;
    const world = ask(await runWorld(scenario, { slice, inputs, untilMs: slice.toMs }));
    const after = pods(world, slice.toMs - 1000);
    expect(after).toHaveLength(3);
    expect(after).not.toContain(pod);
    expect(after).toEqual(expect.arrayContaining(before.slice(1)));
    const states = world.changes(span(slice)).flatMap(({ details }) => (details.operation ? [details.state] : []));
    expect(states).toEqual(['running', 'done']);
  }, 120_000);
});
