export { aboutOf } from './drill/about.ts';
export { predictedIn } from './drill/book.ts';
export type { DrillQuestion, Findings, Looked, SpanName } from './drill/findings.ts';
export { type DrillScore, type DrillScoreOptions, scoreDrill } from './drill/index.ts';
export { type Questions, questionsOf, signalKey } from './drill/questions.ts';
export type { DrillSignal } from './drill/signals.ts';
export { slotNames, slotsOf } from './drill/slots.ts';
export * from './rubric/index.ts';
