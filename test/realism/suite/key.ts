/** R21: rivals can be told from the truth, by more than one signal, as `scenario check` judges it. */

import { namesOf } from '../../../apps/simulator/src/cli/check/check.ts';
import { checkKey, tableOf } from '../../../apps/simulator/src/cli/check/key.ts';
import { type Subject, subjectOf } from '../../../apps/simulator/src/cli/check/subject.ts';
import { loadNamed } from '../../../apps/simulator/src/cli/load.ts';
import { setup, worldCache } from '../../../apps/simulator/src/cli/project.ts';
import type { OutcomeTable } from '../../../apps/simulator/src/evidence/index.ts';
import { root } from '../../support/platform.ts';
import { type Finding, finding } from './run.ts';

/** Worlds are run by worker threads, which need the compiled code. */
async function compiled(): Promise<typeof import('../../../apps/simulator/src/cli/runs.ts')> {
  return import(`${root}/apps/simulator/dist/cli/runs.js`);
}

export function subjectNamed(id: string): Subject {
  const loaded = loadNamed(id);
  if ('reason' in loaded) throw new Error(`${loaded.place}: ${loaded.reason}`);
  return subjectOf(loaded);
}

/** What a table of outcomes says of the key. */
export function keyFinding(subject: Subject, seed: number, table: OutcomeTable): Finding {
  const found = checkKey(subject, new Map([[seed, table]]));
  const problems = found.filter(({ passed }) => !passed).map(({ text }) => text);
  const greatest = Math.max(...table.rows.map(({ narrowing }) => narrowing));
  const measured = `${table.worlds.length - 1} rivals, ${table.rows.length} signals, together ${table.together.toFixed(2)} (1), the greatest alone ${greatest.toFixed(2)} (<= 0.7), problems: ${problems.join('; ') || 'none'}`;
  return finding('R21', 'solvable, not by one glance', measured, problems.length === 0);
}

/** Computes every world of the scenario that is not on disk yet. */
export async function answerKey(id: string, seed: number): Promise<Finding> {
  const subject = subjectNamed(id);
  const { Runs } = await compiled();
  const runs = new Runs(subject.scenario, setup(worldCache()));
  try {
    await runs.prepare(namesOf(subject, [seed]), () => {});
    return keyFinding(subject, seed, await tableOf(subject, runs, seed));
  } finally {
    await runs.close();
  }
}
