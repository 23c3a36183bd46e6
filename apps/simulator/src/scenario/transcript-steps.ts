/** Steps of a transcript, told apart and put on the work clock. */
import type { Step } from './transcript.ts';

/** A step at its second of the work clock. */
export interface TimedStep {
  readonly atS: number;
  readonly step: Step;
}

export type StepKind =
  | 'look'
  | 'pin'
  | 'withdraw'
  | 'timeline'
  | 'lock'
  | 'check'
  | 'code'
  | 'contradiction'
  | 'submit'
  | 'act'
  | 'hint'
  | 'skip'
  | 'verify';

const kinds: readonly StepKind[] = [
  'timeline',
  'contradiction',
  'verify',
  'look',
  'pin',
  'withdraw',
  'lock',
  'check',
  'code',
  'submit',
  'act',
  'hint',
  'skip',
];

/** Steps are told apart by the one key that only they have; what others have too is asked for last. */
export const kindOf = (step: Step): StepKind => kinds.find((kind) => kind in step) ?? 'look';

const usualGapS = 20;
const seconds = (text: string): number => {
  const [minutes = '0', rest = '0'] = text.split(':');
  return Number(minutes) * 60 + Number(rest);
};

export function timed(steps: readonly Step[], fromS = 0): TimedStep[] {
  let atS = fromS;
  return steps.map((step) => {
    atS = step.at === undefined ? atS + usualGapS : Math.max(atS, seconds(step.at));
    return { atS, step };
  });
}
