/** The score of a record: a pure function of it and of the key. */
import type { Gate, ScoreLine } from '@firedrill/protocol';
import { orderLines } from './d1-order.ts';
import { evidenceLines } from './d2-evidence.ts';
import { hypothesisLines } from './d3-hypothesis.ts';
import { validationLines } from './d4-validation.ts';
import { answerLines } from './d5-answer.ts';
import { closeLines } from './d6-close.ts';
import { timeLines } from './d7-time.ts';
import { type Facts, factsOf } from './facts.ts';
import { gatesOf } from './gates.ts';
import { hintLines } from './hints.ts';
import type { RubricKey } from './key.ts';
import type { RecordEntry } from './record.ts';
import { passMark } from './weights.ts';

export interface ScoreOptions {
  /** Training may leave the time boxes out; the rest is then worth 100. */
  readonly timeBoxes?: boolean;
}

export interface Scored {
  readonly lines: readonly ScoreLine[];
  /** 0-100, to a tenth. */
  readonly total: number;
  readonly gates: readonly Gate[];
  readonly passed: boolean;
  /** Would have passed but for a hint that nearly gave the answer. */
  readonly assisted: boolean;
}

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** Without the boxes everything else weighs that much more. */
function withoutTime(lines: readonly ScoreLine[]): ScoreLine[] {
  const kept = lines.filter(({ dim }) => dim !== 'D7');
  const sum = kept.reduce((total, { max }) => total + max, 0);
  // The factor is exact and the points are not rounded: the maxima must still add up to 100.
  return kept.map((one) => ({ ...one, max: (one.max * 100) / sum, got: (one.got * 100) / sum }));
}

export function linesOf(facts: Facts, { timeBoxes = true }: ScoreOptions = {}): ScoreLine[] {
  const lines = [
    orderLines,
    evidenceLines,
    hypothesisLines,
    validationLines,
    answerLines,
    closeLines,
    timeLines,
  ].flatMap((rules) => rules(facts));
  return [...(timeBoxes ? lines : withoutTime(lines)), ...hintLines(facts)];
}

export const totalOf = (lines: readonly ScoreLine[]): number =>
  rounded(
    Math.max(
      0,
      lines.reduce((sum, { got }) => sum + got, 0),
    ),
    1,
  );

export function scoreRecord(record: readonly RecordEntry[], key: RubricKey, options: ScoreOptions = {}): Scored {
  const facts = factsOf(record, key);
  const lines = linesOf(facts, options);
  const total = totalOf(lines);
  const gates = gatesOf(facts);
  const enough = total >= passMark;
  return {
    lines,
    total,
    gates,
    passed: enough && gates.every(({ met }) => met),
    assisted: enough && gates.every(({ met, id }) => met || id === 'unaided') && !gates.every(({ met }) => met),
  };
}
