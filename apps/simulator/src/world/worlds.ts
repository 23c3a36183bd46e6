/**
 * Worlds as the server sees them: opened by reference, filled in the background, queried as of an instant.
 */
import type { Action, WorldProgress } from '@firedrill/protocol';
import type { Scenario, Variant } from '../scenario/index.ts';
import type { TelemetryRequest, TelemetryResult } from '../telemetry/query.ts';

/** Something a team did to the system, stamped with the world's time (microseconds since the epoch). */
export type WorldInput = Action & {
  readonly atUs: number;
  /** Who did it; absent: whoever is on call. */
  readonly author?: string;
};

/** A world is a pure function of these (and of the shop's source). */
export interface WorldReference {
  readonly scenarioId: string;
  readonly seed: number;
  readonly variant: Variant;
  readonly inputs: readonly WorldInput[];
}

export interface PageFacts {
  readonly rule: string;
  readonly firedAtMs: number;
  readonly value: number;
}

export interface World {
  /** Equal references have equal ids. */
  readonly id: string;
  readonly reference: WorldReference;
  progress(): WorldProgress;
  /** Returns the function that stops listening. */
  onProgress(listener: (progress: WorldProgress) => void): () => void;
  /** Resolves when telemetry reaches `untilMs`. */
  reached(untilMs: number): Promise<void>;
  /** When the scenario's alert rule first held; null if it never does. Waits until the world has come that far. */
  page(): Promise<PageFacts | null>;
  /** Rejects with a TelemetryError on a malformed query. */
  query<R extends TelemetryRequest>(request: R, asOfMs: number): Promise<TelemetryResult<R>>;
}

export interface Worlds {
  open(reference: WorldReference): World;
  /** Worlds of this scenario can be opened from now on; in place of one of the same id. */
  add(scenario: Scenario): void;
  /** Computes a world into the cache without opening it. Resolves when it is there. `awaited`: somebody waits for it. */
  prepare(reference: WorldReference, awaited?: boolean): Promise<void>;
  /** Lets go of what an opened world holds in memory; what was computed stays in the cache. */
  drop(reference: WorldReference): Promise<void>;
  /** Ends all workers. */
  close(): Promise<void>;
}
