/** What is known of the worlds of a scenario, for all teams that this server has. */
import type { TraceWalk } from '@firedrill/protocol';
import { AnswerMemory } from '../../../evidence/index.ts';
import type { Scenario } from '../../../scenario/index.ts';

export interface Known {
  readonly answers: AnswerMemory;
  /** Routes that were hit while nobody acted. */
  routes: Promise<readonly string[]> | null;
  walk: Promise<TraceWalk | null> | null;
}

/** A scenario that was loaded anew is another one. */
const known = new WeakMap<Scenario, Map<number, Known>>();

export function knownOf(scenario: Scenario, seed: number): Known {
  const bySeed = known.get(scenario) ?? new Map<number, Known>();
  known.set(scenario, bySeed);
  const one = bySeed.get(seed) ?? { answers: new AnswerMemory(), routes: null, walk: null };
  bySeed.set(seed, one);
  return one;
}
