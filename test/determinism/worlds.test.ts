/** A world is a function of its scenario and seed, and of nothing else. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Chunk } from '../../apps/simulator/src/telemetry/record/chunk.ts';
import type { Slice } from '../../apps/simulator/src/world/run/slices.ts';
import { edgeOf, hashOf, loadedScenario, runWorld } from '../support/run.ts';

const scenario = loadedScenario();
const minuteMs = 60_000;
const causeMs = scenario.course('true').releases.find(({ commit }) => commit === scenario.exhibit)?.atMs ?? 0;
/** The first pod with the change has been serving for a while. */
const afterMs = causeMs + 40_000;
/** A run of its own that begins shortly before the cause. */
const slice: Slice = { kind: 'incident', fromMs: causeMs - minuteMs, toMs: afterMs };

/** `route@instant` of what arrived in a window, sorted. */
const arrivals = (chunks: readonly Chunk[], fromMs: number, toMs: number): string[] =>
  edgeOf(chunks)
    .filter(({ beganUs }) => beganUs >= fromMs * 1000 && beganUs < toMs * 1000)
    .map(({ route, beganUs }) => `${beganUs} ${route}`)
    .sort();

describe('a world', () => {
  let first: Chunk[] = [];
  beforeAll(async () => {
    first = await runWorld(scenario, { slice, untilMs: afterMs });
  });

  it('records the same bytes when it is run again, and others from another seed', async () => {
    const other = await runWorld(scenario, { slice, seed: 2, untilMs: afterMs });
    const again = await runWorld(scenario, { slice, untilMs: afterMs });
    expect(edgeOf(again).length).toBeGreaterThan(5000);
    expect(hashOf(again)).toBe(hashOf(first));
    expect(hashOf(other)).not.toBe(hashOf(first));
    expect(arrivals(other, 0, causeMs)).not.toEqual(arrivals(first, 0, causeMs));
  });

  it('is the healthy one, byte for byte, until its cause is released, and not after', async () => {
    const healthy = await runWorld(scenario, { slice, variant: 'healthy', untilMs: afterMs });
    expect(hashOf(healthy)).not.toBe(hashOf(first));
    // What happens at the instant itself is registered already.
    const untilMs = causeMs - 1;
    const healthyBefore = await runWorld(scenario, { slice, variant: 'healthy', untilMs });
    expect(edgeOf(healthyBefore).length).toBeGreaterThan(4000);
    expect(hashOf(healthyBefore)).toBe(hashOf(await runWorld(scenario, { slice, untilMs })));
    // Who comes does not depend on what breaks; who tries again after a failure does, and none has by then.
    expect(arrivals(healthy, 0, causeMs + 9_000)).toEqual(arrivals(first, 0, causeMs + 9_000));
  });
});

describe('the seam between history and incident', () => {
  const seamMs = scenario.incidentFromMs;

  it('is crossed by the same visitors, whichever run saw them', async () => {
    const history = await runWorld(scenario, {
      variant: 'healthy',
      slice: { kind: 'history', fromMs: seamMs - 2 * minuteMs, toMs: seamMs + minuteMs },
      untilMs: seamMs + minuteMs,
    });
    const incident = await runWorld(scenario, { untilMs: seamMs + minuteMs });
    // Up to a while before the end: what is not answered yet is not recorded yet.
    const window = [seamMs + 5_000, seamMs + minuteMs - 20_000] as const;
    expect(arrivals(history, ...window).length).toBeGreaterThan(1000);
    expect(arrivals(incident, ...window)).toEqual(arrivals(history, ...window));
  });
});
