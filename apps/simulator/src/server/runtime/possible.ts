/** What can be done to a drill's system now: what the shop has, and what is there at this instant. */
import type { Action, ActionChoices } from '@firedrill/protocol';
import type { Possible } from '../../drill/index.ts';
import { revertOn } from '../../scenario/index.ts';
import { choicesOf } from '../../world/actions/choices.ts';
import type { DrillRuntime } from './drill-runtime.ts';

const started = 'process_start_time_seconds';

/** Distinct, and in the order of the alphabet, which says nothing of which came last. */
const labelsOf = (values: readonly (string | undefined)[]): string[] =>
  [...new Set(values.flatMap((value) => value ?? []))].sort();

/** With the pods that are there, and the versions that have been. */
export async function choicesNow(runtime: DrillRuntime): Promise<ActionChoices> {
  const choices = choicesOf(runtime.scenario.baseFiles);
  const atMs = runtime.visibleMs();
  const { series } = await runtime.query({ kind: 'metric-instant', expr: started, atMs });
  const services = choices.services.map(async (service) => {
    const match = `${started}{service="${service.name}"}`;
    return {
      ...service,
      pods: labelsOf(series.map(({ labels }) => (labels.service === service.name ? labels.pod : undefined))),
      versions: labelsOf(await runtime.query({ kind: 'metric-label-values', name: 'version', match })),
    };
  });
  return { ...choices, services: await Promise.all(services) };
}

/** Looks up no more than the action needs. */
export async function possibleNow(runtime: DrillRuntime, action: Action): Promise<Possible> {
  const asksForRunning = action.verb === 'restart' || action.verb === 'roll-back';
  const choices = asksForRunning ? await choicesNow(runtime) : choicesOf(runtime.scenario.baseFiles);
  const { applications } = choices;
  // Other people's sessions are not listed, but who has seen one may name it.
  const seen =
    action.verb === 'cancel-backend'
      ? await runtime.query({
          kind: 'metric-label-values',
          name: 'application_name',
          match: 'pg_stat_activity_count',
        })
      : [];
  const revertable = action.verb === 'revert' ? revertableIn(runtime) : [];
  return { ...choices, applications: labelsOf([...applications, ...seen]), commits: revertable };
}

/** Commits that are on main by now, not taken back yet, and under nobody's later work. */
function revertableIn(runtime: DrillRuntime): string[] {
  const timeMs = runtime.incidentNowMs();
  const main = runtime.main();
  return runtime.scenario.commits.flatMap(({ sha }) =>
    revertOn(main, { prefix: sha, author: '', timeMs }) ? [sha] : [],
  );
}
