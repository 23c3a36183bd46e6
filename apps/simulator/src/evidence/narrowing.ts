/** How far outcomes narrow down what may be wrong. */
import type { Outcome } from './classify.ts';

/** Outcomes of one signal, by world; 'true' is one of them. */
export type OutcomesByWorld = Readonly<Record<string, Outcome>>;

/** Worlds that show on every signal what the true one shows. What is unclear rules nobody out. */
export function consistentWith(rows: readonly OutcomesByWorld[], worlds: readonly string[]): string[] {
  return worlds.filter((world) =>
    rows.every((outcomes) => {
      const expected = outcomes.true;
      const found = outcomes[world];
      return expected === undefined || expected === 'unclear' || found === 'unclear' || found === expected;
    }),
  );
}

/** 0: nothing ruled out; 1: only the true world is left. */
export function narrowing(rows: readonly OutcomesByWorld[], worlds: readonly string[]): number {
  if (worlds.length < 2) return 0;
  return 1 - Math.log2(consistentWith(rows, worlds).length) / Math.log2(worlds.length);
}
