export { detectorsOf } from './detectors.ts';
export { emitFor } from './emit.ts';
export { habitOf } from './habit.ts';
export { marksOf } from './marks.ts';
export { narrowingOf } from './narrowing.ts';
export { pitfallsOf } from './pitfalls.ts';
export { predictionsOf } from './predictions.ts';
export { rivalsOf } from './rivals.ts';
export { type Run, runOf } from './run.ts';
