/** Rubrics by version: a stored drill can be scored again by the one that it was scored by, or by another. */
import type { RubricKey } from './key.ts';
import { type Explained, explainRecord } from './missed.ts';
import type { RecordEntry } from './record.ts';
import type { ScoreOptions } from './score.ts';

export interface Rubric {
  readonly version: string;
  score(record: readonly RecordEntry[], key: RubricKey, options?: ScoreOptions): Explained;
}

export class UnknownRubric extends Error {
  override readonly name = 'UnknownRubric';
}

export const rubricVersion = '2.0';

/** A rubric that is no longer the newest stays here for the drills that were scored by it. */
export const rubrics: readonly Rubric[] = [{ version: rubricVersion, score: explainRecord }];

/** Throws UnknownRubric naming those that there are. */
export function rubricOf(version: string, known: readonly Rubric[] = rubrics): Rubric {
  const found = known.find((rubric) => rubric.version === version);
  if (!found) {
    const versions = known.map((rubric) => rubric.version).join(', ');
    throw new UnknownRubric(`there is no rubric ${version}; expected one of ${versions}`);
  }
  return found;
}
