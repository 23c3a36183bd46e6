/** `archetypes`: every kind of run, played through the API on every scenario, and the orders that any honest rubric gives. */
import type { Debrief } from '@firedrill/protocol';
import type { Scenario } from '../../scenario/index.ts';
import { type Chance, tryChance } from '../archetypes/by-chance.ts';
import { type Judged, judge } from '../archetypes/judge.ts';
import { archetypesOf } from '../archetypes/load.ts';
import { byChance, type Result, type Verdict } from '../archetypes/orders.ts';
import { loadNamed } from '../load.ts';
import { knownIds, say, setup, tell, UsageError, worldCache } from '../project.ts';
import { playTranscript } from '../transcript/play.ts';
import { openStage, type Stage } from '../transcript/stage.ts';

const dimensions = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'H'] as const;
const one = (value: number): string => value.toFixed(1);

const verdictOf = ({ passed, assisted }: Debrief): Verdict =>
  passed ? 'passed' : assisted ? 'assisted' : 'not passed';
const resultOf = (debrief: Debrief): Result => ({ total: debrief.total, verdict: verdictOf(debrief) });

const rowOf = (id: string, name: string, debrief: Debrief): string =>
  [
    id,
    name,
    one(debrief.total),
    ...dimensions.map((dim) =>
      one(debrief.lines.filter((line) => line.dim === dim).reduce((sum, { got }) => sum + got, 0)),
    ),
    verdictOf(debrief),
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

async function resultsOf(stage: Stage, { scenario, folder }: Loaded, seed: number): Promise<Map<string, Result>> {
  const results = new Map<string, Result>();
  for (const { name, mode, steps } of archetypesOf(folder)) {
    tell(`${scenario.id}: ${name}`);
    const debrief = await playTranscript(stage, scenario, { mode, steps, seed });
    say(rowOf(scenario.id, name, debrief));
    results.set(name, resultOf(debrief));
  }
  return results;
}

function tellChance({ id }: Scenario, { best, agents, stepCount, refusedCount, cpuMsPerAgent }: Chance): void {
  say(rowOf(id, `best-of-${agents}-by-chance`, best));
  tell(
    `${id}: ${refusedCount} of ${stepCount} steps by chance were refused; ${Math.round(cpuMsPerAgent)} ms of a processor an agent`,
  );
}

/** On a stage of its own: what was run for a scenario is let go of before the next. */
async function played(each: Loaded, seed: number, agents: number): Promise<Judged> {
  const stage = await openStage([each.scenario], setup(worldCache()));
  const { id } = each.scenario;
  try {
    const results = await resultsOf(stage, each, seed);
    const chance = await tryChance(stage, each.scenario, seed, agents);
    tellChance(each.scenario, chance);
    results.set(byChance, resultOf(chance.best));
    const { held, broken } = judge(results);
    const all = chance.isProof ? broken : [...broken, 'more than half of what was tried by chance was refused'];
    return { held, broken: all.map((text) => `${id}: ${text}`) };
  } finally {
    await stage.close();
  }
}

/** `agents`: over all scenarios. Resolves to whether all orders hold. Rejects with StepFailed where a transcript cannot be played. */
export async function archetypes(ids: readonly string[], seed: number, agents: number): Promise<boolean> {
  const loaded = loadAll(ids.length === 0 ? knownIds() : ids);
  say(['scenario', 'archetype', 'total', ...dimensions, 'verdict'].join('\t'));
  let passed = 0;
  const failures: string[] = [];
  for (const each of loaded) {
    const { held, broken } = await played(each, seed, Math.ceil(agents / loaded.length));
    passed += held;
    failures.push(...broken);
  }
  for (const failure of failures) say(`FAIL  ${failure}`);
  say(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0;
}
