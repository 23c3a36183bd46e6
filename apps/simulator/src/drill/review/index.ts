export { detectorsOf } from './detectors.ts';
export { habitOf } from './habit.ts';
export { marksOf } from './marks.ts';
export { narrowingOf } from './narrowing.ts';
export { pitfallsOf } from './pitfalls.ts';
export { type Run, runOf } from './run.ts';
