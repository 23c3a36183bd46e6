/** The numbers of the rubric: first guesses where nothing else is known, tested for the order of runs that they give. */

/** Signals that count as pinned; later ones do not. */
export const pinBudget = 8;
/** Seconds between seeing something and keeping it. */
export const leastDwellSeconds = 2;
/** What is pinned after the first look at code is worth this much. */
export const lateWorth = 0.25;
/** What a hint has revealed is worth this much. */
export const hintedWorth = 0.5;
/** A hypothesis written after the code is worth this much. */
export const afterCodeWorth = 0.5;
/** An answer that no evidence grounds is worth this much. */
export const ungroundedWorth = 0.4;
/** A prediction that fewer rivals than this share would fail is none. */
export const leastSharpness = 0.4;
/** A prediction that this share of the rivals would fail earns all. */
export const fullSharpness = 0.6;
/** A check counts when its signal was queried no longer ago, seconds. */
export const checkWithinSeconds = 120;
export const onsetToleranceSeconds = 60;
/** By the number of submissions; more are worth the last. */
export const attemptWorth = [1, 0.7, 0.4, 0.2] as const;
export const passMark = 60;
/** More submissions fail the run. */
export const mostSubmissionsToPass = 2;

/** Minutes of the article's boxes, in seconds. */
export const boxes: Readonly<Record<string, number>> = {
  establish: 300,
  hypothesise: 600,
  scope: 300,
  code: 600,
  confirm: 300,
};

export const hintCost: Readonly<Record<number, number>> = { 1: 3, 2: 6, 3: 12 };
export const mostHintCost = 30;
/** From this level on a run counts as assisted. */
export const assistedFromLevel = 3;
