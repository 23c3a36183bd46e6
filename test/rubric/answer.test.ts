/** What an answer is worth, slot by slot. */
import type { Change } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { creditOf, routesCredit } from '../../apps/simulator/src/score/answer/credit.ts';
import { loadedScenario } from '../support/run.ts';

const loaded = new Map<string, Scenario>();
const named = (id: string): Scenario => {
  const scenario = loaded.get(id) ?? loadedScenario(id);
  loaded.set(id, scenario);
  return scenario;
};
const routes = ['GET /v1/cart', 'GET /v1/orders'];
const credit = (id: string, slot: string, value: string, changes: Record<string, Change> = {}): number =>
  creditOf(slot, value, { scenario: named(id), changes, routes, symptomOnsetMs: null });

describe('credit', () => {
  it.each([
    ['pool-exhausting-query', 'component', 'order-service', 1],
    ['pool-exhausting-query', 'component', 'postgres', 0.5],
    ['pool-exhausting-query', 'component', 'api-gateway', 0.5],
    ['pool-exhausting-query', 'component', 'payment-service', 0],
    ['pool-exhausting-query', 'mechanism', 'slow-query', 0.6],
    ['pool-exhausting-query', 'mechanism', 'memory-leak', 0],
    ['pool-exhausting-query', 'resource', 'connection-pool', 1],
    ['pool-exhausting-query', 'recovery', 'rollback', 1],
    ['false-alarm', 'component', 'alert', 1],
    ['false-alarm', 'trigger', 'traffic', 1],
    ['false-alarm', 'trigger', 'nothing-found', 1],
    ['false-alarm', 'recovery', 'none', 1],
    ['cache-warming-on-the-hour', 'trigger', 'data-growth', 1],
    ['ten-minute-start', 'recovery', 'configuration', 1],
  ])('%s: %s %s is worth %d', (id, slot, value, worth) => {
    expect(credit(id, slot, value)).toBe(worth);
  });

  it('of an onset is whole within a minute and half within three', () => {
    const { onsetMs } = named('pool-exhausting-query').truth;
    const of = (offS: number): number => credit('pool-exhausting-query', 'symptom', String(onsetMs + offS * 1000));
    expect([of(0), of(-59), of(61), of(179), of(181)]).toEqual([1, 1, 0.5, 0.5, 0]);
  });

  it('of the onset of a symptom is half of that, and never less than what it is as an onset', () => {
    const scenario = named('pool-exhausting-query');
    const { onsetMs } = scenario.truth;
    const truths = { scenario, changes: {}, routes, symptomOnsetMs: onsetMs + 600_000 };
    const of = (offS: number): number => creditOf('symptom', String(onsetMs + offS * 1000), truths);
    expect([of(0), of(61), of(300), of(480), of(600), of(800)]).toEqual([1, 0.5, 0, 0.25, 0.5, 0]);
    const soon = { ...truths, symptomOnsetMs: onsetMs + 30_000 };
    expect(creditOf('symptom', String(onsetMs + 50_000), soon)).toBe(1);
  });

  it('of a trigger is whole for the change that began it, and half for another of its kind', () => {
    const scenario = named('pool-exhausting-query');
    const [merge, deploy] = scenario.truth.trigger.changes;
    const change = (service: string, version: string): Change => ({
      id: 'x',
      timeMs: deploy?.atMs ?? 0,
      kind: 'deploy',
      severity: 'normal',
      reason: 'RolloutStarted',
      service,
      object: '',
      message: '',
      author: '',
      version,
      details: {},
    });
    const of = (one: Change): number => credit(scenario.id, 'trigger', 'x', { x: one });
    expect(merge?.kinds).toEqual(['merge']);
    expect(of(change('order-service', deploy?.version ?? ''))).toBe(1);
    expect(of(change('catalog-service', 'abcdef0'))).toBe(0.5);
    expect(of({ ...change('order-service', 'abcdef0'), kind: 'scale' })).toBe(0);
  });

  it('of a blast radius is what is common of all that was said or hit', () => {
    const hit = ['GET /v1/cart', 'GET /v1/orders'];
    expect(routesCredit('GET /v1/cart, GET /v1/orders', hit)).toBe(1);
    expect(routesCredit('GET /v1/cart', hit)).toBe(0.5);
    expect(routesCredit('GET /v1/cart,GET /v1/search,order-service-1', hit)).toBeCloseTo(1 / 3, 9);
    expect([routesCredit('none', []), routesCredit('GET /v1/cart', [])]).toEqual([1, 0]);
  });
});
