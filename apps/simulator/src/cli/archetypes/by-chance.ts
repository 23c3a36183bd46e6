/** Very many who do things by chance, and the best of them. */
import type { Debrief } from '@firedrill/protocol';
import type { Scenario } from '../../scenario/index.ts';
import { tell } from '../project.ts';
import { playTranscript } from '../transcript/play.ts';
import type { Stage } from '../transcript/stage.ts';
import { chanceSteps, lookRuns } from './chance.ts';
import { offeredIn } from './offered.ts';

/** Where more is refused than this, agents did too little to prove anything. */
const mostRefused = 0.5;
const toldEach = 25;

export interface Chance {
  readonly best: Debrief;
  readonly agents: number;
  readonly stepCount: number;
  readonly refusedCount: number;
  readonly isProof: boolean;
  /** Of a processor, all threads together: on the wall it depends on who else is at work. */
  readonly cpuMsPerAgent: number;
}

/** `agents`: at least one. */
export async function tryChance(stage: Stage, scenario: Scenario, seed: number, agents: number): Promise<Chance> {
  const world = stage.worlds.open({ scenarioId: scenario.id, seed, variant: 'true', inputs: [] });
  const offered = await offeredIn(world, scenario);
  for (const steps of lookRuns(offered))
    await playTranscript(stage, scenario, { mode: 'open', steps, seed, onFailed: () => {} });
  let best: Debrief | null = null;
  let [stepCount, refusedCount] = [0, 0];
  const onFailed = (): void => {
    refusedCount++;
  };
  const before = process.cpuUsage();
  for (let agent = 0; agent < agents; agent++) {
    const steps = chanceSteps(offered, seed, agent);
    const mode = agent % 2 === 0 ? 'guided' : 'open';
    const debrief = await playTranscript(stage, scenario, { mode, steps, seed, onFailed });
    stepCount += steps.length;
    if (best === null || debrief.total > best.total) best = debrief;
    if (agent % toldEach === toldEach - 1)
      tell(`${scenario.id}: ${agent + 1} of ${agents} by chance, best ${best.total.toFixed(1)}`);
  }
  if (best === null) throw new Error('nobody acted by chance');
  const { user, system } = process.cpuUsage(before);
  const cpuMsPerAgent = (user + system) / 1000 / agents;
  return { best, agents, stepCount, refusedCount, isProof: refusedCount <= stepCount * mostRefused, cpuMsPerAgent };
}
