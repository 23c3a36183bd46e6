export { factsOf, readinessOf } from './facts.ts';
export { pairOf, type RubricKey, type SignalKey, type SlotKey, truth } from './key.ts';
export { type Explained, explainRecord, type Gain } from './missed.ts';
export type { RecordData, RecordEntry } from './record.ts';
export type { ScoreOptions } from './score.ts';
export { type Rubric, rubricOf, rubrics, rubricVersion, UnknownRubric } from './versions.ts';
export { leastSharpness } from './weights.ts';
export { consistentWith, contradicts, narrowing, outcomeIn, sharpness, tellsAnything, worldOf } from './worlds.ts';
