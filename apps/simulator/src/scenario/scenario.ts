/** A scenario, loaded and checked: what the rest of the platform works with. */
import type { CatalogEntry } from '@firedrill/protocol';
import type { Course, Variant } from './course.ts';
import type { Hint } from './hints.ts';
import type { Commit } from './repository/history.ts';
import type { Files } from './repository/patch.ts';
import type { Repository } from './repository/repository.ts';
import type { Rival } from './rivals.ts';
import type { Signal } from './signals.ts';
import type { Truth } from './truth.ts';

export interface Release {
  readonly service: string;
  readonly commit: Commit;
  readonly atMs: number;
  readonly batches: readonly { readonly pods: number; readonly afterMs: number }[];
  readonly rollback: { readonly afterMs: number; readonly podsAfterMs: readonly number[] } | null;
}

export interface PageTemplate {
  /** The rule is watched from here on, epoch ms. */
  readonly watchedFromMs: number;
  readonly rule: string;
  readonly summary: string;
  readonly service: string;
  readonly owner: string;
  readonly dependencies: readonly string[];
  readonly runbook: string;
  readonly noticedBy: readonly { readonly who: string; readonly text: string; readonly atOffsetMs: number }[];
}

export interface Scenario {
  /** The folder's name. Never shown to a trainee. */
  readonly id: string;
  readonly catalog: CatalogEntry;
  readonly page: PageTemplate;
  readonly historyFromMs: number;
  /** S: from here every world of this scenario runs on its own. */
  readonly incidentFromMs: number;
  /** From here every world runs in one piece; `incidentFromMs` or later. */
  readonly continuousFromMs: number;
  readonly endsAtMs: number;
  readonly requestsPerSecond: number;
  /** A rise that is normal, in every world. */
  readonly peak: { readonly atMs: number; readonly factor: number; readonly widthMs: number } | null;
  /** Oldest first: the shop's history, then the scenario's own commits. */
  readonly commits: readonly Commit[];
  /** How many of `commits` are the shop's own history. */
  readonly historyLength: number;
  /** The commit that the debrief shows; null when no code has a part in it. */
  readonly exhibit: Commit | null;
  readonly rivals: readonly Rival[];
  /** Rivals are run to here. */
  readonly rivalsUntilMs: number;
  /** Throws when there is no such world. */
  course(variant: Variant): Course;
  /** What suffices to solve it, and its decoys. */
  readonly signals: readonly Signal[];
  /** How its author solves it, told step by step; empty where there is no solution.yaml. */
  readonly solution: readonly { readonly workMs: number; readonly lane: string; readonly text: string }[];
  /** From vague to plain. */
  readonly hints: readonly Hint[];
  /** How far the evidence behind a hypothesis must narrow before code costs nothing. */
  readonly readiness: number;
  /** Nothing is broken in it. */
  readonly nothingWrong: boolean;
  readonly truth: Truth;
  readonly repository: Repository;
  /** The shop as deployed when the incident's run begins. */
  readonly baseFiles: Files;
  /** Changes with what all worlds of the scenario have in common: the shop's source, the date, the traffic. */
  readonly hash: string;
}
