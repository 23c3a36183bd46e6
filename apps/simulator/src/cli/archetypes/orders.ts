/** Who must score more than whom, whatever the weights: any honest rubric gives these orders. */

/** What an honest rubric says of a run. */
export type Verdict = 'passed' | 'assisted' | 'not passed';

export interface Result {
  readonly total: number;
  readonly verdict: Verdict;
}

/** Not a transcript: the best of the agents that draw their steps. */
export const byChance = 'by-chance';

export interface Order {
  readonly text: string;
  /** Names of the archetypes that it compares. */
  readonly of: readonly string[];
  holds(total: (name: string) => number): boolean;
}

const above = (more: string, less: string, gap = 0): Order => ({
  text: gap === 0 ? `${more} > ${less}` : `${more} >= ${less} + ${gap}`,
  of: [more, less],
  holds: (total) => (gap === 0 ? total(more) > total(less) : total(more) >= total(less) + gap),
});
const atMost = (name: string, limit: number): Order => ({
  text: `${name} <= ${limit}`,
  of: [name],
  holds: (total) => total(name) <= limit,
});
const below = (name: string, limit: number): Order => ({
  text: `${name} < ${limit}`,
  of: [name],
  holds: (total) => total(name) < limit,
});

export const orders: readonly Order[] = [
  { text: 'solution >= 90', of: ['solution'], holds: (total) => total('solution') >= 90 },
  above('solution', 'slow-but-rigorous'),
  {
    text: 'solution - slow-but-rigorous <= 10',
    of: ['solution', 'slow-but-rigorous'],
    holds: (total) => total('solution') - total('slow-but-rigorous') <= 10,
  },
  above('solution', 'corrected-after-anchoring'),
  above('slow-but-rigorous', 'hint-heavy', 15),
  above('rigorous-but-incomplete', 'hint-heavy'),
  above('rigorous-but-incomplete', 'back-filled-paperwork'),
  above('rigorous-but-incomplete', 'code-first-right', 20),
  above('hint-heavy', 'back-filled-paperwork'),
  above('back-filled-paperwork', 'code-first-right'),
  above('code-first-right', 'code-first-wrong'),
  above('corrected-after-anchoring', 'anchored-on-the-decoy', 25),
  above('corrected-after-anchoring', 'code-first-right'),
  above('anchored-on-the-decoy', 'code-first-wrong'),
  above('data-only', 'code-first-wrong'),
  below('data-only', 60),
  above('solution', 'hypothesis-spray', 25),
  above('code-first-right', 'shotgun'),
  below('shotgun', 20),
  atMost('no-op', 2),
  below(byChance, 25),
];

const passing: ReadonlySet<string> = new Set([
  'solution',
  'slow-but-rigorous',
  'corrected-after-anchoring',
  'rigorous-but-incomplete',
]);

/** Whether the hints leave enough points for "assisted" is the scenario's; that it is no pass is the rubric's. */
const helped = 'hint-heavy';

export function verdictsDue(name: string): readonly Verdict[] {
  if (passing.has(name)) return ['passed'];
  return name === helped ? ['assisted', 'not passed'] : ['not passed'];
}

/** Names of all transcripts that every scenario must have. */
export const wanted: readonly string[] = [...new Set(orders.flatMap(({ of }) => of))]
  .filter((name) => name !== byChance)
  .sort();
