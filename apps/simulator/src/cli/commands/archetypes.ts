/** `archetypes`: every kind of run, played through the API on every scenario, and the orders that any honest rubric gives. */
import type { Debrief } from '@firedrill/protocol';
import type { Scenario } from '../../scenario/index.ts';
import { chanceSteps, lookSteps } from '../archetypes/chance.ts';
import { archetypesOf } from '../archetypes/load.ts';
import { offeredIn } from '../archetypes/offered.ts';
import { byChance, orders } from '../archetypes/orders.ts';
import { loadNamed } from '../load.ts';
import { knownIds, say, setup, tell, UsageError, worldCache } from '../project.ts';
import { playTranscript } from '../transcript/play.ts';
import { openStage, type Stage } from '../transcript/stage.ts';

const dimensions = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'H'] as const;
const one = (value: number): string => value.toFixed(1);

const rowOf = (id: string, name: string, { total, lines }: Debrief): string =>
  [
    id,
    name,
    one(total),
    ...dimensions.map((dim) => one(lines.filter((line) => line.dim === dim).reduce((sum, { got }) => sum + got, 0))),
  ].join('\t');

interface Loaded {
  readonly scenario: Scenario;
  readonly folder: string;
}

function loadAll(ids: readonly string[]): Loaded[] {
  return ids.map((id) => {
    const loaded = loadNamed(id);
    if ('reason' in loaded) throw new UsageError(`${loaded.place}: ${loaded.reason}`);
    return loaded;
  });
}

async function totalsOf(stage: Stage, { scenario, folder }: Loaded, seed: number): Promise<Map<string, number>> {
  const totals = new Map<string, number>();
  for (const { name, mode, steps } of archetypesOf(folder)) {
    tell(`${scenario.id}: ${name}`);
    const debrief = await playTranscript(stage, scenario, { mode, steps, seed });
    say(rowOf(scenario.id, name, debrief));
    totals.set(name, debrief.total);
  }
  return totals;
}

/** The best of so many who do things by chance. */
async function bestByChance(stage: Stage, { scenario }: Loaded, seed: number, agents: number): Promise<number> {
  const world = stage.worlds.open({ scenarioId: scenario.id, seed, variant: 'true', inputs: [] });
  const offered = await offeredIn(world, scenario);
  await playTranscript(stage, scenario, { mode: 'open', steps: lookSteps(offered), seed, onFailed: () => {} });
  let [best, done, failed] = [0, 0, 0];
  let row = '';
  for (let agent = 0; agent < agents; agent++) {
    const steps = chanceSteps(offered, seed, agent);
    const onFailed = (): void => {
      failed++;
    };
    const mode = agent % 2 === 0 ? 'guided' : 'open';
    const debrief = await playTranscript(stage, scenario, { mode, steps, seed, onFailed });
    done += steps.length;
    if (row === '' || debrief.total > best) {
      best = debrief.total;
      row = rowOf(scenario.id, `best-of-${agents}-by-chance`, debrief);
    }
    if (agent % 25 === 24) tell(`${scenario.id}: ${agent + 1} of ${agents} by chance, best ${one(best)}`);
  }
  say(row);
  tell(`${scenario.id}: ${failed} of ${done} steps by chance were refused`);
  return best;
}

/** On a stage of its own: what was run for a scenario is let go of before the next. */
async function totalsWithChance(each: Loaded, seed: number, agents: number): Promise<Map<string, number>> {
  const stage = await openStage([each.scenario], setup(worldCache()));
  try {
    const totals = await totalsOf(stage, each, seed);
    totals.set(byChance, await bestByChance(stage, each, seed, agents));
    return totals;
  } finally {
    await stage.close();
  }
}

/** `agents`: over all scenarios. Resolves to whether all orders hold. Rejects with StepFailed where a transcript cannot be played. */
export async function archetypes(ids: readonly string[], seed: number, agents: number): Promise<boolean> {
  const loaded = loadAll(ids.length === 0 ? knownIds() : ids);
  let [held, broken] = [0, 0];
  say(['scenario', 'archetype', 'total', ...dimensions].join('\t'));
  const failures: string[] = [];
  for (const each of loaded) {
    const totals = await totalsWithChance(each, seed, Math.ceil(agents / loaded.length));
    for (const order of orders.filter(({ of }) => of.every((name) => totals.has(name)))) {
      if (order.holds((name) => totals.get(name) ?? Number.NaN)) held++;
      else {
        broken++;
        failures.push(
          `FAIL  ${each.scenario.id}: ${order.text}: ${order.of.map((name) => one(totals.get(name) ?? 0)).join(', ')}`,
        );
      }
    }
  }
  for (const failure of failures) say(failure);
  say(`${held} passed, ${broken} failed`);
  return broken === 0;
}
