/** `scenario outcomes`: what each signal shows in each world, and how far that narrows. */
import type { OutcomeTable } from '../../evidence/index.ts';
import { namesOf } from '../check/check.ts';
import { tableOf } from '../check/key.ts';
import { scenarioNamed } from '../load.ts';
import { say, setup, UsageError, worldCache } from '../project.ts';
import { Runs } from '../runs.ts';

const two = (value: number): string => value.toFixed(2);

function rowsOf({ worlds, rows, together }: OutcomeTable): string[][] {
  return [
    ['signal', 'kind', ...worlds, 'narrows'],
    ...rows.map(({ signal, modality, decoy, outcomes, narrowing }) => [
      decoy ? `${signal} (decoy)` : signal,
      modality,
      ...worlds.map((world) => outcomes[world] ?? ''),
      two(narrowing),
    ]),
    ['together', '', ...worlds.map(() => ''), two(together)],
  ];
}

export async function scenarioOutcomes(id: string, seed: number, asJson: boolean): Promise<void> {
  const scenario = scenarioNamed(id);
  if (scenario.signals.length === 0) throw new UsageError(`${id} names no signals`);
  const runs = new Runs(scenario, setup(worldCache()));
  try {
    await runs.prepare(namesOf({ scenario }, [seed]), () => {});
    const table = await tableOf({ scenario }, runs, seed);
    if (asJson) say(JSON.stringify(table));
    else for (const row of rowsOf(table)) say(row.join('\t'));
  } finally {
    await runs.close();
  }
}
