export { classify, type Outcome } from './classify.ts';
export { compareWithBefore, type Examined, examine } from './examine.ts';
export { judgeReading, type Verdict } from './judge.ts';
