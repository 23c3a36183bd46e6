/** What happens in a world of a scenario: which commits main has, what is released when, what changes around the shop. */
import type { Change } from './causes/change.ts';
import type { Commit } from './repository/history.ts';
import type { Release } from './scenario.ts';

/** The scenario's own world, the one where nothing breaks, or one where a rival breaks instead. */
export type Variant = 'true' | 'healthy' | `rival:${string}`;

export interface TimedChange {
  readonly atMs: number;
  /** null: until somebody undoes it. */
  readonly untilMs: number | null;
  readonly change: Change;
}

export interface Course {
  /** Commits on top of the shop's history, oldest first. */
  readonly commits: readonly Commit[];
  readonly releases: readonly Release[];
  readonly changes: readonly TimedChange[];
  /** The commit that breaks this world: the pipeline's check fails where it ships. null when none does. */
  readonly bad: Commit | null;
}
