/** The answer key: rivals can be told from the truth, by more than one signal, and decoys tell nothing. */
import { type OutcomeTable, outcomesOf } from '../../evidence/index.ts';
import { variantOf } from '../../scenario/index.ts';
import type { Runs } from '../runs.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { Subject } from './subject.ts';

/** `rubric`: one signal must not give the answer away, a decoy must not help, and half must be within reach early. */
const mostOfOne = 0.7;
const mostOfDecoy = 0.2;
const readyNarrowing = 0.5;
const sharpPrediction = 0.4;

export type Tables = ReadonlyMap<number, OutcomeTable>;

/** Rejects with the query's own error when a signal cannot be evaluated. */
export async function tableOf(
  { scenario }: Pick<Subject, 'scenario'>,
  runs: Runs,
  seed: number,
): Promise<OutcomeTable> {
  const rivals = await Promise.all(
    scenario.rivals.map(async (rival) => [rival.id, await runs.open({ seed, variant: variantOf(rival) })] as const),
  );
  const [truth, healthy] = await Promise.all([
    runs.open({ seed, variant: 'true' }),
    runs.open({ seed, variant: 'healthy' }),
  ]);
  return outcomesOf({ truth, healthy, rivals: Object.fromEntries(rivals) }, scenario.signals);
}

const isClear = (outcome: string | undefined): boolean => outcome !== undefined && outcome !== 'unclear';

/** How many signals tell this world from the true one. */
const tellApart = ({ rows }: OutcomeTable, world: string): number =>
  rows.filter(
    ({ decoy, outcomes }) =>
      !decoy && isClear(outcomes[world]) && isClear(outcomes.true) && outcomes[world] !== outcomes.true,
  ).length;

/** Share of rivals that would not show what the truth shows. */
const sharpness = (outcomes: OutcomeTable['rows'][number]['outcomes'], rivals: readonly string[]): number =>
  isClear(outcomes.true)
    ? rivals.filter((world) => isClear(outcomes[world]) && outcomes[world] !== outcomes.true).length /
      Math.max(1, rivals.length)
    : 0;

/** One check in all seeds. `problem` says what is wrong in one of them, or null. */
function everywhere(
  name: string,
  good: string,
  tables: Tables,
  field: string,
  problem: (table: OutcomeTable) => string | null,
): Finding {
  const out = [...tables].flatMap(([seed, table]) => {
    const found = problem(table);
    return found === null ? [] : [`${found} with seed ${seed}`];
  });
  return out.length === 0 ? passed(`${name}: ${good}`) : failed(`${name}: ${out.join(', ')} (${field})`);
}

const two = (value: number): string => value.toFixed(2);
const range = (values: readonly number[]): string => {
  const [least, most] = [two(Math.min(...values)), two(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
};

function checkRival(id: string, index: number, { where }: Subject, tables: Tables): Finding {
  const counts = [...tables.values()].map((table) => tellApart(table, id));
  return everywhere(
    `rival ${id}`,
    `differs on ${Math.min(...counts)} signals or more`,
    tables,
    where('rivals', index),
    (table) => (tellApart(table, id) > 0 ? null : 'no signal tells it from the truth'),
  );
}

function checkSignal(id: string, index: number, { where, value }: Subject, tables: Tables): Finding {
  const decoy = value.signals[index]?.decoy ?? false;
  const rowOf = ({ rows }: OutcomeTable): number => rows.find(({ signal }) => signal === id)?.narrowing ?? 0;
  const all = [...tables.values()].map(rowOf);
  return everywhere(
    `${decoy ? 'decoy' : 'signal'} ${id}`,
    `narrows ${range(all)}`,
    tables,
    where('signals', index),
    (table) => {
      const narrowing = rowOf(table);
      if (decoy && narrowing >= mostOfDecoy) return `a decoy that narrows ${two(narrowing)}`;
      return narrowing > mostOfOne ? `gives too much away alone: narrows ${two(narrowing)}` : null;
    },
  );
}

function readiness({ rows, worlds }: OutcomeTable): string | null {
  const telling = rows.filter(({ decoy, outcomes }) => !decoy && isClear(outcomes.true));
  const modalities = new Set(telling.filter(({ narrowing }) => narrowing > 0).map(({ modality }) => modality));
  if (modalities.size < 2) return `signals that narrow are of ${modalities.size} kinds, 2 are needed`;
  const rivals = worlds.filter((world) => world !== 'true');
  const sharpest = Math.max(0, ...telling.map(({ outcomes }) => sharpness(outcomes, rivals)));
  if (sharpest < sharpPrediction)
    return `the sharpest prediction excludes ${two(sharpest)} of the rivals, ${sharpPrediction} is needed`;
  return null;
}

export function checkKey(subject: Subject, tables: Tables): Finding[] {
  const { scenario, where } = subject;
  const field = where('signals');
  return [
    ...scenario.rivals.map(({ id }, index) => checkRival(id, index, subject, tables)),
    ...scenario.signals.map(({ id }, index) => checkSignal(id, index, subject, tables)),
    everywhere('signals together', 'isolate the truth', tables, field, ({ together }) =>
      together >= 1 ? null : `narrow ${two(together)}`,
    ),
    everywhere('solvable', `from signals of two kinds, with a sharp prediction`, tables, field, (table) =>
      table.together < readyNarrowing ? `all signals together narrow ${two(table.together)}` : readiness(table),
    ),
  ];
}
