export { classify, type Outcome } from './classify.ts';
export { type Effect, effectOf } from './effect.ts';
export { compareWithBefore, type Examined, examine } from './examine.ts';
export { judgeReading, type Verdict } from './judge.ts';
export { type Guess, naiveSolvers, solves, viewAfter } from './naive/index.ts';
export { consistentWith, narrowing, type OutcomesByWorld } from './narrowing.ts';
export { type Compared, type OutcomeRow, type OutcomeTable, outcomesOf } from './outcomes.ts';
