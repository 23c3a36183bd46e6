/** Asks all worlds what a drill's journal needs to be scored. */
import { type Asked, familyOf, type Rival, type Seen, type Source, seenAcross } from '../../../evidence/index.ts';
import { variantOf } from '../../../scenario/index.ts';
import { type DrillQuestion, type Findings, questionsOf } from '../../../score/index.ts';
import type { World, WorldReference, Worlds } from '../../../world/worlds.ts';
import type { DrillRuntime } from '../drill-runtime.ts';
import { effectsOf } from './effects.ts';
import { lookUp } from './look-up.ts';
import { knownOf } from './memory.ts';
import { firingOf, routesHit, symptomOnsetOf } from './symptoms.ts';
import { covering, type Tell } from './waiting.ts';

/** Of a rival's end not all telemetry has arrived. */
const arrivedMs = 45_000;
/** Shares of the work, in its order. */
const shares = { effects: 0.2, healthy: 0.3 } as const;

/** What each query comes to in the team's own world; of one that cannot be asked any more only its text is known. */
async function familiesIn(team: World, questions: readonly DrillQuestion[]): Promise<Record<string, string>> {
  const found = await Promise.all(
    questions.map(async ({ key, query, window, asOfMs }): Promise<[string, string][]> => {
      if (query.modality !== 'metric' && query.modality !== 'log') return [];
      const family = await familyOf(team, query, window, asOfMs).catch(() => null);
      return family === null ? [] : [[key, family]];
    }),
  );
  return Object.fromEntries(found.flat());
}

export interface OpenWorlds {
  /** With all that the team did. */
  readonly team: World;
  /** In which nobody acted. */
  readonly truth: World;
  readonly healthy: World;
}

async function seenBy(runtime: DrillRuntime, worlds: Worlds, { team, truth, healthy }: OpenWorlds, tell: Tell) {
  const { scenario, journal, stored, state } = runtime;
  const looked = await lookUp(runtime, team);
  const { questions } = questionsOf(journal, scenario, looked);
  const firstActionMs = Math.min(...state.actions.map(({ incidentMs }) => incidentMs));
  const asked = questions.map(
    ({ query, window, asOfMs, untouched, how }): Asked => ({
      query,
      window,
      asOfMs,
      untouched,
      how,
      acted: !untouched && firstActionMs < Math.min(asOfMs, window.toMs),
    }),
  );
  const fromMs = Math.max(scenario.historyFromMs, Math.min(...questions.map(({ window }) => window.fromMs)));
  const toMs = Math.min(scenario.endsAtMs, Math.max(scenario.rivalsUntilMs, ...questions.map(({ asOfMs }) => asOfMs)));
  tell({ doing: 'Running the shop in which nothing went wrong', share: shares.effects });
  await Promise.all([healthy, truth, team].map((world) => covering(world, fromMs, toMs)));

  const source = (name: string, world: World): Source => ({
    name: world.reference.inputs.length === 0 ? name : null,
    open: async () => world,
  });
  let opened: WorldReference | null = null;
  const letGo = async (): Promise<void> => {
    if (opened) await worlds.drop(opened);
    opened = null;
  };
  const rivals = scenario.rivals.map((rival): Rival => {
    const variant = variantOf(rival);
    const reference: WorldReference = { scenarioId: stored.scenarioId, seed: stored.seed, variant, inputs: [] };
    let world: Promise<World> | null = null;
    const open = async (): Promise<World> => {
      await letGo();
      opened = reference;
      const one = worlds.open(reference);
      await covering(one, fromMs, scenario.rivalsUntilMs);
      return one;
    };
    return { id: rival.id, source: { name: variant, open: () => (world ??= open()) } };
  });
  try {
    const seen = await seenAcross(
      {
        own: source('true', team),
        truth: source('true', truth),
        healthy: source('healthy', healthy),
        rivals,
        untilMs: scenario.rivalsUntilMs - arrivedMs,
        memory: knownOf(scenario, stored.seed).answers,
      },
      asked,
      (index) => {
        const doing = `Running the shop with something else wrong: ${index + 1} of ${rivals.length}`;
        tell({ doing, share: shares.healthy + ((1 - shares.healthy) * index) / rivals.length });
      },
    );
    const byKey: Record<string, Seen> = Object.fromEntries(
      questions.map(({ key }, index) => [key, seen[index] ?? { true: 'unclear' }]),
    );
    return { looked, seen: byKey, families: await familiesIn(team, questions) };
  } finally {
    await letGo();
  }
}

export async function findingsOf(
  runtime: DrillRuntime,
  worlds: Worlds,
  open: OpenWorlds,
  tell: Tell,
): Promise<Findings> {
  tell({ doing: 'Running the shop with what you did', share: 0 });
  await open.team.reached(runtime.state.clock.incidentMs);
  const effects = await effectsOf(runtime, ({ doing, share }) => tell({ doing, share: share * shares.effects }));
  const { looked, seen, families } = await seenBy(runtime, worlds, open, tell);
  const known = knownOf(runtime.scenario, runtime.stored.seed);
  known.routes ??= routesHit(open.truth, open.healthy, runtime);
  known.routes.catch(() => {
    known.routes = null;
  });
  const [firingMs, symptomOnsetMs, routes] = await Promise.all([
    firingOf(open.team, runtime),
    symptomOnsetOf(open.team, runtime),
    known.routes,
  ]);
  return { ...looked, seen, families, effects, firingMs, symptomOnsetMs, routes };
}
