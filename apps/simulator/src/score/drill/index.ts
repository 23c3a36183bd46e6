/** The score of a drill. */
import type { Entry } from '../../journal/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import {
  type Explained,
  type RecordEntry,
  type Rubric,
  type RubricKey,
  rubricOf,
  rubrics,
  rubricVersion,
  type ScoreOptions,
} from '../rubric/index.ts';
import { type Book, bookOf } from './book.ts';
import type { Findings } from './findings.ts';
import { keyOf } from './key.ts';
import { phasesOf } from './phases.ts';
import { recordOf } from './record.ts';

export interface DrillScore {
  readonly version: string;
  readonly scored: Explained;
  readonly record: readonly RecordEntry[];
  readonly key: RubricKey;
  readonly book: Book;
}

export interface DrillScoreOptions extends ScoreOptions {
  /** Default: the newest rubric. */
  readonly version?: string;
}

/** Pure. Throws UnknownEntry for a journal that it does not understand, and UnknownRubric. */
export function scoreDrill(
  journal: readonly Entry[],
  scenario: Scenario,
  findings: Findings,
  { version = rubricVersion, ...options }: DrillScoreOptions = {},
  known: readonly Rubric[] = rubrics,
): DrillScore {
  const rubric = rubricOf(version, known);
  const book = bookOf(journal, scenario, findings);
  const key = keyOf(journal, scenario, findings, book);
  const acted = recordOf({ journal, scenario, findings, book, key });
  const record = [...acted, ...phasesOf(journal, acted, key)];
  return { version, scored: rubric.score(record, key, options), record, key, book };
}
