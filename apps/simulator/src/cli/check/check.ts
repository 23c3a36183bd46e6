/** All checks of one scenario, the cheap ones first. */
import type { OutcomeTable } from '../../evidence/index.ts';
import { variantOf } from '../../scenario/index.ts';
import type { WorkerSetup } from '../../world/run/pool.ts';
import { EdgeTable } from '../edge-table.ts';
import { type RunName, Runs } from '../runs.ts';
import { type Finding, failed, passed } from './finding.ts';
import { checkKey, tableOf } from './key.ts';
import { checkRecorded, checkTexts, recorded, telltaleInRun } from './leaks.ts';
import { checkMinutes } from './minutes.ts';
import { checkNaive, type Guesses, guessesAt } from './naive.ts';
import { checkOnset, onsetProblem } from './onset.ts';
import { checkPage, pageOf } from './page.ts';
import type { Subject } from './subject.ts';
import { checkTruth } from './truth.ts';

const fewestRivals = 6;
const mostRivals = 10;

function checkCounts({ scenario, where }: Subject): Finding[] {
  const { rivals, signals } = scenario;
  const enough = rivals.length >= fewestRivals && rivals.length <= mostRivals;
  const text = `${rivals.length} named, ${fewestRivals} to ${mostRivals} are needed`;
  return [
    enough ? passed(`rivals: ${rivals.length} named`) : failed(`rivals: ${text} (${where('rivals')})`),
    ...(signals.some(({ decoy }) => !decoy) ? [] : [failed(`signals: none is named (${where('signals')})`)]),
  ];
}

/** What can be said of the folder alone. */
export const folderChecks = (subject: Subject): Finding[] => [
  ...checkTruth(subject),
  ...checkTexts(subject),
  ...checkCounts(subject),
];

/** Every world of every seed. */
export const namesOf = ({ scenario }: Pick<Subject, 'scenario'>, seeds: readonly number[]): RunName[] =>
  seeds.flatMap((seed) => {
    const variants = ['true', 'healthy', ...scenario.rivals.map(variantOf)] as const;
    return variants.map((variant) => ({ seed, variant }));
  });

function edgeTable(runs: Runs, name: RunName): EdgeTable {
  const table = new EdgeTable();
  for (const chunk of runs.chunks(name)) table.add(chunk);
  return table;
}

/** What the worlds of these seeds show. `onProgress` gets the share of them that is there. */
export async function worldChecks(
  subject: Subject,
  setup: WorkerSetup,
  seeds: readonly number[],
  onProgress: (share: number) => void,
): Promise<Finding[]> {
  const { scenario } = subject;
  const runs = new Runs(scenario, setup);
  try {
    await runs.prepare(namesOf(subject, seeds), onProgress);
    const pages = new Map<number, number | null>();
    const tables = new Map<number, EdgeTable>();
    const onsets = new Map<number, string | null>();
    const leaks = new Map<number, string | null>();
    const keys = new Map<number, OutcomeTable>();
    const guesses = new Map<number, Guesses>();
    for (const seed of seeds) {
      const truth = { seed, variant: 'true' } as const;
      const table = edgeTable(runs, truth);
      tables.set(seed, table);
      onsets.set(seed, onsetProblem(subject, table, edgeTable(runs, { seed, variant: 'healthy' })));
      leaks.set(seed, telltaleInRun(recorded(runs.chunks(truth)), scenario.id));
      const world = await runs.open(truth);
      const pagedAtMs = await pageOf(subject, world);
      pages.set(seed, pagedAtMs);
      if (pagedAtMs !== null) guesses.set(seed, await guessesAt(world, pagedAtMs));
      keys.set(seed, await tableOf(subject, runs, seed));
      await runs.drop(seed);
    }
    return [
      checkPage(subject, pages),
      ...checkOnset(subject, onsets),
      ...checkMinutes(subject, tables),
      ...checkKey(subject, keys),
      ...checkNaive(subject, guesses),
      ...checkRecorded(leaks),
    ];
  } finally {
    await runs.close();
  }
}
