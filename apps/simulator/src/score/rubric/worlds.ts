/** How worlds agree with what was seen. What is unclear in a world neither agrees nor disagrees. */
import { judgeReading, type Verdict } from '../../evidence/index.ts';
import { pairOf, type RubricKey, truth } from './key.ts';
import type { PredictedOutcome, Slots } from './record.ts';

export const outcomeIn = ({ signals }: RubricKey, signal: string, world: string): string =>
  signals[signal]?.outcomes[world] ?? 'unclear';

/** Whether both are clear and differ. */
const differ = (a: string, b: string): boolean => a !== b && a !== 'unclear' && b !== 'unclear';

/** Whether a world shows on a signal what the true one does not. */
export const contradicts = (key: RubricKey, signal: string, world: string): boolean =>
  differ(outcomeIn(key, signal, world), outcomeIn(key, signal, truth));

export function consistentWith(key: RubricKey, signals: readonly string[]): string[] {
  return key.worlds.filter((world) => !signals.some((signal) => contradicts(key, signal, world)));
}

/** 0: nothing ruled out, 1: only the true world is left. */
export function narrowing(key: RubricKey, signals: readonly string[]): number {
  if (signals.length === 0 || key.worlds.length < 2) return 0;
  return 1 - Math.log2(consistentWith(key, signals).length) / Math.log2(key.worlds.length);
}

/** Noise looks the same everywhere, and tells nothing. */
export const tellsAnything = (key: RubricKey, signal: string): boolean =>
  key.signals[signal]?.telling === true || key.worlds.some((world) => contradicts(key, signal, world));

export const verdictOn = (key: RubricKey, signal: string, reading: string): Verdict =>
  judgeReading(reading, outcomeIn(key, signal, truth));

/** The world in which a hypothesis is true; null when there is none that was run. */
export const worldOf = (key: RubricKey, slots: Slots): string | null =>
  key.worldOf[pairOf(slots.component, slots.mechanism)] ?? null;

/** The share of the other worlds that would not show it; 0 where it does not follow from the hypothesis' own world. */
export function sharpness(key: RubricKey, { signal, outcome }: PredictedOutcome, world: string | null): number {
  if (world === null || judgeReading(outcome, outcomeIn(key, signal, world)) !== 'right') return 0;
  const others = key.worlds.filter((other) => other !== world);
  if (others.length === 0) return 0;
  return (
    others.filter((other) => judgeReading(outcome, outcomeIn(key, signal, other)) === 'wrong').length / others.length
  );
}
