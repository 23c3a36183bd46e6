/** A wait for a lock: where it hurts, where it does not, and who has the key. */
import type { Action } from '@firedrill/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { alertRule, firstFiring } from '../../apps/simulator/src/world/run/alert.ts';
import { type Asked, ask } from '../support/ask.ts';
import { judgeOf } from '../support/effects.ts';
import { type EdgeRequest, edgeOf, loadedScenario, runWorld } from '../support/run.ts';

const scenario = loadedScenario('redis-lock-hog');
const minuteMs = 60_000;
const all = process.env.FIREDRILL_TEST_ALL === '1';
const seeds = all ? [1, 2, 3, 4, 5] : [1];

const { onsetMs } = scenario.truth;
const before = { fromMs: scenario.incidentFromMs + 15_000, toMs: onsetMs - 15_000 };
/** All pods of payment-service have the change by then. */
const during = { fromMs: onsetMs + 3 * minuteMs, toMs: onsetMs + 9 * minuteMs };
const untilMs = during.toMs + minuteMs;
type Window = typeof before;

const rangeOf = ({ fromMs, toMs }: Window): string => `[${Math.floor((toMs - fromMs) / 1000)}s]`;
const p95Of = (service: string, window: Window): string =>
  `histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket{service="${service}"}${rangeOf(window)})))`;
const rateOf = (counter: string, window: Window): string => `sum(rate(${counter}${rangeOf(window)}))`;

const routes = [
  'GET /v1/products',
  'GET /v1/products/:id',
  'GET /v1/search',
  'GET /v1/cart',
  'GET /v1/orders',
  'GET /v1/orders/recent',
  'GET /v1/orders/:id',
  'POST /v1/cart/items',
  'POST /v1/login',
  'POST /v1/orders',
  'POST /v1/uploads',
];
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const failed = (edge: readonly EdgeRequest[]): number => edge.filter(({ status }) => status >= 500).length;
const between = (edge: readonly EdgeRequest[], { fromMs, toMs }: Window): EdgeRequest[] =>
  edge.filter(({ beganUs }) => beganUs >= fromMs * 1000 && beganUs < toMs * 1000);

describe.each(seeds)('a lock that is kept, seed %i', (seed) => {
  let world: Asked;
  let edge: EdgeRequest[];

  beforeAll(async () => {
    const chunks = await runWorld(scenario, { seed, untilMs });
    world = ask(chunks);
    edge = edgeOf(chunks);
  }, 240_000);

  const p95 = (service: string, window: Window): number => world.valueAt(p95Of(service, window), window.toMs);
  const rate = (counter: string, window: Window): number => world.valueAt(rateOf(counter, window), window.toMs);

  it('makes the gateway slow for everyone', () => {
    expect(p95('api-gateway', before)).toBeLessThan(0.3);
    expect(p95('api-gateway', during)).toBeGreaterThan(3);
  });

  it.each(['order-service', 'catalog-service', 'payment-service'])(
    'leaves the requests of %s as they were',
    (service) => {
      expect(p95(service, before)).toBeGreaterThan(0);
      expect(p95(service, during)).toBeLessThan(1.5 * p95(service, before));
    },
  );

  it('accounts in traces for what requests take longer', () => {
    const excessMs = sum(
      routes.map((route) => {
        const usual = world.spans('api-gateway', route, before).map(({ durationMs }) => durationMs);
        const seen = world.spans('api-gateway', route, during).map(({ durationMs }) => durationMs);
        return usual.length === 0 ? 0 : sum(seen) - (seen.length * sum(usual)) / usual.length;
      }),
    );
    const waits = world.spans('api-gateway', 'lock.acquire lock:rates', during);
    const waitedMs = sum(waits.map(({ durationMs }) => durationMs));
    expect(waits.length).toBeGreaterThan(200);
    expect(waitedMs / excessMs).toBeGreaterThan(0.8);
    expect(waitedMs / excessMs).toBeLessThan(1.2);
    expect(world.spans('api-gateway', 'lock.acquire lock:rates', before).length).toBeLessThan(waits.length / 20);
  });

  it('has Redis asked over and over, and answering as fast as ever', () => {
    const sets = 'redis_commands_total{cmd="set"}';
    expect(rate(sets, during)).toBeGreaterThan(10 * rate(sets, before));
    const costOf = (window: Window): number =>
      rate('redis_commands_duration_seconds_total{cmd="set"}', window) / rate(sets, window);
    expect(costOf(before)).toBeGreaterThan(0);
    expect(costOf(during)).toBeLessThan(1.5 * costOf(before));
    expect(world.valueAt('redis_slowlog_length', during.toMs)).toBe(world.valueAt('redis_slowlog_length', before.toMs));
  });

  it('is logged by those who waited in vain', () => {
    const errors = '{service="api-gateway"} |= "rates not renewed in time"';
    expect(world.lineCount(errors, before)).toBe(0);
    expect(world.lineCount(errors, during)).toBeGreaterThan(500);
  });

  it('is kept by a job of payment-service that used to be short', () => {
    const job = (part: string, window: Window): number =>
      rate(`job_duration_seconds_${part}{service="payment-service"}`, window);
    expect(job('sum', before) / job('count', before)).toBeLessThan(2);
    const bookings = world.spans('payment-service', 'POST', during).filter(({ durationMs }) => durationMs > 9_000);
    expect(bookings.length).toBeGreaterThan(5);
    expect(job('sum', during) / job('count', during)).toBeGreaterThan(3);
  });

  it('fails hardly any request', () => {
    const seen = between(edge, during);
    expect(seen.length).toBeGreaterThan(10_000);
    expect(failed(seen) / seen.length).toBeLessThan(0.003);
  });

  it('raises the page, on what had been scraped by then', async () => {
    const rule = alertRule(scenario.baseFiles, scenario.page.rule);
    const seenAt = async (expr: string, atMs: number): Promise<number | null> => world.seenAt(expr, atMs);
    const fired = await firstFiring(rule, scenario.incidentFromMs, untilMs, seenAt);
    expect(fired?.firedAtMs).toBeGreaterThan(onsetMs + 45_000);
    expect(fired?.firedAtMs).toBeLessThan(onsetMs + 180_000);
  });

  it('is not what the processor complains about: payments go through', () => {
    const complaints = '{service="external-processor"} |= "received invalid request from payment-service"';
    expect(world.lineCount(complaints, during)).toBeGreaterThan(50);
    const errorsPerMinute = (window: Window): number =>
      (world.lineCount('{service="payment-service"} | level="error"', window) * minuteMs) /
      (window.toMs - window.fromMs);
    expect(errorsPerMinute(during)).toBeLessThan(errorsPerMinute(before) + 2);
    expect(rate('payments_total', during) / rate('payments_total', before)).toBeGreaterThan(0.8);
  });
});

describe('what people may do about it', () => {
  const actMs = onsetMs + 3 * minuteMs;
  /** A roll-out takes two minutes, and the alert looks a minute back. */
  const slice = { kind: 'incident', fromMs: actMs - minuteMs / 2, toMs: actMs + 7 * minuteMs } as const;
  const judge = judgeOf(scenario, { actMs, slice });
  const service = 'payment-service';
  const interval = { verb: 'set-config', service, name: 'SETTLEMENT_INTERVAL_MS' } as const;

  it('payment-service rolled back: the alert is over', async () => {
    const { verdict, untouched } = await judge.judged({ verb: 'roll-back', service });
    expect(verdict).toBe('fits');
    expect(untouched.firingMs).toBeGreaterThanOrEqual(5 * minuteMs);
  }, 600_000);

  describe.runIf(all)('and else', () => {
    it.each<[string, 'fits' | 'nothing' | 'harmful', Action]>([
      ['order-service rolled back', 'nothing', { verb: 'roll-back', service: 'order-service' }],
      ['the gateway restarted', 'nothing', { verb: 'restart', service: 'api-gateway' }],
      ['the key of the lock deleted once', 'nothing', { verb: 'delete-key', key: 'lock:rates' }],
      ['the job suspended, for now', 'fits', { verb: 'suspend-job', service, job: 'settlement' }],
      ['settlement every ten minutes, for now', 'fits', { ...interval, value: '600000' }],
      ['orders shed', 'harmful', { verb: 'shed-route', route: 'POST /v1/orders' }],
    ])(
      '%s: %s',
      async (_, verdict, action) => {
        expect((await judge.judged(action)).verdict).toBe(verdict);
      },
      600_000,
    );

    it('settlement every five seconds: more of them wait', async () => {
      const after = { fromMs: actMs + 2 * minuteMs, toMs: actMs + 4 * minuteMs };
      const waited = async (...actions: readonly Action[]): Promise<number> => {
        const inputs = actions.map((action) => ({ ...action, atUs: actMs * 1000 }));
        const edge = edgeOf(await runWorld(scenario, { slice, inputs, untilMs: after.toMs + 20_000 }));
        const seen = between(edge, after);
        return seen.filter(({ beganUs, endUs }) => endUs - beganUs > 2_000_000).length / seen.length;
      };
      expect(await waited({ ...interval, value: '5000' })).toBeGreaterThan(1.2 * (await waited()));
    }, 600_000);
  });
});
