/** R1 and the first half of R24: a world is its seed's, and a healthy one until its cause begins. */
import type { Scenario } from '../../../apps/simulator/src/scenario/index.ts';
import type { Slice } from '../../../apps/simulator/src/world/run/slices.ts';
import { hashOf, type RunOptions, runWorld } from '../../support/run.ts';
import { type Finding, finding } from './run.ts';

const shortMs = 45_000;

const hashed = async (scenario: Scenario, options: RunOptions): Promise<string> =>
  hashOf(await runWorld(scenario, options));

export async function determinism(scenario: Scenario, seed: number): Promise<Finding> {
  const { onsetMs } = scenario.truth;
  const slice: Slice = { kind: 'incident', fromMs: onsetMs - shortMs, toMs: onsetMs + shortMs };
  const run = (of: number): Promise<string> => hashed(scenario, { seed: of, slice, untilMs: slice.toMs });
  const [first, again, other] = [await run(seed), await run(seed), await run(seed + 1)];
  const measured = `${first.slice(0, 12)} and again ${again.slice(0, 12)}, another seed ${other.slice(0, 12)}`;
  return finding('R1', 'determinism', measured, first === again && first !== other);
}

/** When this world first differs from the healthy one, epoch ms; null when it never does. */
function causeMs(scenario: Scenario): number | null {
  const { changes, releases, bad } = scenario.course('true');
  const times = [
    ...changes.map(({ atMs }) => atMs),
    ...releases.filter(({ commit }) => bad !== null && commit.sha === bad.sha).map(({ atMs }) => atMs),
  ];
  return times.length === 0 ? null : Math.min(...times);
}

export async function healthyBefore(scenario: Scenario, seed: number): Promise<Finding> {
  const untilMs = (causeMs(scenario) ?? scenario.truth.onsetMs) - 1;
  const slice: Slice = { kind: 'incident', fromMs: untilMs - shortMs, toMs: untilMs };
  const [own, healthy] = [
    await hashed(scenario, { seed, slice, untilMs }),
    await hashed(scenario, { seed, slice, untilMs, variant: 'healthy' }),
  ];
  const measured = `before the cause ${own.slice(0, 12)}, in a healthy world ${healthy.slice(0, 12)}`;
  return finding('R24', 'nothing tells before the cause', measured, own === healthy);
}
