/** What people do to a shop that is still well, and that it really happens. One world, in which a lot is done. */
import { type Action, operationId } from '@firedrill/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { withReverts } from '../../apps/simulator/src/scenario/index.ts';
import type { Slice } from '../../apps/simulator/src/world/run/slices.ts';
import { type Asked, ask } from '../support/ask.ts';
import { type EdgeRequest, edgeOf, loadedScenario, runWorld } from '../support/run.ts';

const scenario = loadedScenario();
const { incidentFromMs: fromMs, commits } = scenario;
const minuteMs = 60_000;
const at = (minutes: number): number => fromMs + minutes * minuteMs;
const whole = { fromMs, toMs: at(5.75) };
const slice: Slice = { kind: 'incident', ...whole };

/** A commit of the shop's history that nothing later stands in the way of. */
const old = commits.find(({ subject }) => subject === 'queue-consumer: log second tries');
const [release] = scenario.course('true').releases;
if (!old || release?.service !== 'payment-service') throw new Error('the shop has other commits and releases now');

const author = 'Ana';
const done: readonly (readonly [number, Action])[] = [
  [0.5, { verb: 'set-config', service: 'order-service', name: 'PG_POOL_MAX', value: '9' }],
  [0.5, { verb: 'set-config', service: 'api-gateway', name: 'ORDER_TIMEOUT_MS', value: 'soon' }],
  [1, { verb: 'hold-release', service: 'payment-service' }],
  [1, { verb: 'shed-route', route: 'GET /v1/search' }],
  [1, { verb: 'scale', service: 'catalog-service', replicas: 5 }],
  [1, { verb: 'revert', commit: old.sha.slice(0, 10) }],
  [1, { verb: 'delete-key', key: 'promotions' }],
  [2, { verb: 'delete-key', key: 'promotions' }],
  [2, { verb: 'suspend-job', service: 'payment-service', job: 'settlement' }],
  [2.5, { verb: 'restore-route', route: 'GET /v1/search' }],
  [2.5, { verb: 'scale', service: 'external-processor', replicas: 0 }],
  [3, { verb: 'roll-back', service: 'order-service' }],
  [3.5, { verb: 'scale', service: 'external-processor', replicas: 2 }],
  [4, { verb: 'resume-job', service: 'payment-service', job: 'settlement' }],
  [4, { verb: 'resume-releases', service: 'payment-service' }],
];
const nth = (wanted: Action['verb'], service?: string): number =>
  done.findIndex(
    ([, action]) => action.verb === wanted && (!service || ('service' in action && action.service === service)),
  );

let world: Asked;
let edge: readonly EdgeRequest[];

beforeAll(async () => {
  const inputs = done.map(([minutes, action]) => ({ ...action, atUs: at(minutes) * 1000, author }));
  const chunks = await runWorld(scenario, { slice, inputs, untilMs: slice.toMs });
  world = ask(chunks);
  edge = edgeOf(chunks);
}, 120_000);

const entriesOf = (index: number) =>
  world.changes(whole).filter(({ details }) => details.operation === operationId(index + 1));
const states = (index: number) => entriesOf(index).map(({ details }) => details.state);
const between = (fromMinutes: number, toMinutes: number): EdgeRequest[] =>
  edge.filter(({ beganUs }) => beganUs >= at(fromMinutes) * 1000 && beganUs < at(toMinutes) * 1000);

describe('actions', () => {
  it('all leave an entry of who did it, and say when they are through', () => {
    for (const [index, [, action]] of done.entries()) {
      const entries = entriesOf(index);
      expect(entries[0]?.author, action.verb).toBe(author);
      if (index !== nth('set-config', 'api-gateway')) expect(states(index).at(-1), action.verb).toBe('done');
    }
  });

  it('suspend a job, and let it run again', () => {
    const runs = (minutes: number): number =>
      world.valueAt('sum(job_duration_seconds_count{service="payment-service"})', at(minutes));
    expect(runs(2.3)).toBeGreaterThan(runs(1.2));
    expect(runs(4)).toBe(runs(2.3));
    expect(runs(5.7)).toBeGreaterThan(runs(4));
  });

  it('shed a route at the ingress, and no other', () => {
    const shed = between(1.05, 2.5);
    const searches = shed.filter(({ route }) => route === 'GET /v1/search');
    expect(searches.length).toBeGreaterThan(300);
    expect(searches.every(({ status, failure }) => status === 503 && failure === 'shed')).toBe(true);
    expect(shed.filter(({ route }) => route !== 'GET /v1/search').some(({ failure }) => failure === 'shed')).toBe(
      false,
    );
    const [late, early] = [between(2.55, 5), between(0, 1)];
    expect([...late, ...early].some(({ failure }) => failure === 'shed')).toBe(false);
  });

  it('scale up, down to nothing, and up again', () => {
    const available = (service: string, minutes: number): number =>
      world.valueAt(`kube_deployment_status_replicas_available{deployment="${service}"}`, at(minutes));
    expect([available('catalog-service', 1), available('catalog-service', 2)]).toEqual([3, 5]);
    expect([2.5, 3, 4.5].map((minutes) => available('external-processor', minutes))).toEqual([2, 0, 2]);
    const payments = (fromMinutes: number, toMinutes: number): number => {
      const orders = between(fromMinutes, toMinutes).filter(({ route }) => route === 'POST /v1/orders');
      return orders.filter(({ status }) => status >= 500).length / orders.length;
    };
    expect(payments(0, 2.5)).toBeLessThan(0.02);
    expect(payments(2.7, 3.5)).toBeGreaterThan(0.3);
  });

  it('set configuration pod by pod, and roll it back', () => {
    const connections = (minutes: number): number =>
      world.valueAt('sum(db_client_connection_max{service="order-service"})', at(minutes));
    expect([0.5, 2.2, 5].map(connections)).toEqual([30, 45, 30]);
    const partly = connections(1);
    expect(partly).toBeGreaterThan(30);
    expect(partly).toBeLessThan(45);
  });

  it('with a value that cannot be read, leave the old pods serving and one new one crashing', () => {
    const gateways = 'kube_deployment_status_replicas_available{deployment="api-gateway"}';
    expect(world.valueAt(gateways, at(5.7))).toBe(3);
    const restarts = 'sum(kube_pod_container_status_restarts_total{container="api-gateway"})';
    expect(world.valueAt(restarts, at(5.7))).toBeGreaterThan(2);
    const crashes = world
      .changes(whole)
      .filter(({ reason, service }) => reason === 'BackOff' && service === 'api-gateway');
    expect(new Set(crashes.map(({ object }) => object)).size).toBe(1);
    const said = '{service="api-gateway"} |= "ORDER_TIMEOUT_MS must be a number"';
    expect(world.lineCount(said, whole)).toBe(crashes.length);
    expect(states(nth('set-config', 'api-gateway'))).toEqual(['running']);
  });

  it('delete a key once', () => {
    const replies = done.flatMap(([, { verb }], index) =>
      verb === 'delete-key' ? entriesOf(index).map(({ message }) => message) : [],
    );
    expect(replies).toEqual(['DEL promotions (integer) 1', 'DEL promotions (integer) 0']);
  });

  it('hold releases until they are let go', () => {
    const held = world.changes(whole).filter(({ reason }) => reason === 'ReleaseHeld');
    expect(held.map(({ service, version }) => [service, version])).toEqual([
      ['payment-service', release.commit.sha.slice(0, 7)],
    ]);
    const versions = `count(count by (version) (process_start_time_seconds{service="payment-service"}))`;
    expect(world.valueAt(versions, at(5.7))).toBe(1);
  });

  it('revert a commit of long ago: the pipeline rolls out main without it', () => {
    const index = nth('revert');
    const request = { prefix: old.sha, author, timeMs: at(done[index]?.[0] ?? 0) };
    const mine = withReverts(commits, [request]).find(({ subject }) => subject.startsWith('Revert'));
    const version = mine?.sha.slice(0, 7);
    expect(entriesOf(index).map(({ reason }) => reason)).toEqual(['Merged', 'RolloutStarted', 'RolloutCompleted']);
    const pods = (which: string): number =>
      world.valueAt(`count(process_start_time_seconds{service="queue-consumer"${which}})`, at(5.7));
    expect(pods(`,version="${version}"`)).toBe(pods(''));
  });
});
