/** What somebody would say who looks at one thing only and takes the greatest of it. */
import type { Examined, Window } from '../examine.ts';

export interface Guess {
  /** Of the catalogue, or a name that is not in it. null: it has nothing to say. */
  readonly component: string | null;
  /** null: what it looked at does not tell how things break. */
  readonly mechanism: string | null;
  /** What it went by, in words. */
  readonly because: string;
}

export interface NaiveView {
  readonly world: Examined;
  /** What is looked at, and as of when. */
  readonly during: Window;
  /** As usual: what it is compared with. */
  readonly before: Window;
  readonly asOfMs: number;
}

const minuteMs = 60_000;

/** What is on the screen of somebody who was paged five minutes ago, and the half-hour before. */
export const viewAfter = (world: Examined, pagedAtMs: number): NaiveView => {
  const during = { fromMs: pagedAtMs - 3 * minuteMs, toMs: pagedAtMs + 5 * minuteMs };
  return { world, during, before: { fromMs: during.fromMs - 30 * minuteMs, toMs: during.fromMs }, asOfMs: during.toMs };
};

export type NaiveSolver = (view: NaiveView) => Promise<Guess>;

export const nothing: Guess = { component: null, mechanism: null, because: 'nothing stands out' };

/** The first rule whose pattern fits. */
export const readAs = (text: string, rules: readonly (readonly [RegExp, string])[]): string | null =>
  rules.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** It has the right place, and does not say a wrong how. */
export const solves = (guess: Guess, truth: { readonly component: string; readonly mechanism: string }): boolean =>
  guess.component === truth.component && (guess.mechanism === null || guess.mechanism === truth.mechanism);
