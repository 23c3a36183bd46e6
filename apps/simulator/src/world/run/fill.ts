/** Fills a store with a slice: from disk when it has been computed before, by a worker thread otherwise. */
import type { Scenario } from '../../scenario/index.ts';
import type { TelemetryClient } from '../../telemetry/worker/client.ts';
import type { WorldReference } from '../worlds.ts';
import { chunkFile, isCached, sliceKey } from './cache.ts';
import type { ReadyChunk, SlicePool } from './pool.ts';
import { chunkEnds, type Slice } from './slices.ts';

export interface FillDeps {
  readonly pool: SlicePool;
  readonly telemetry: TelemetryClient;
  readonly cacheFolder: string;
}

export interface Computation {
  readonly scenario: Scenario;
  readonly reference: WorldReference;
  readonly slice: Slice;
  readonly priority: number;
}

export interface Fill extends Computation {
  /** The store's id, and the slice's name in it. */
  readonly worldId: string;
  readonly sliceId: string;
  /** Chunks are adopted after this. */
  readonly after: Promise<unknown>;
  /** Telemetry has come to here, epoch ms. */
  readonly onAdopted: (untilMs: number) => void;
}

/** Calls `onChunk` for each chunk, in order; one after the other when they were there already. Resolves when all are on disk. */
export async function compute(
  { pool, cacheFolder }: Pick<FillDeps, 'pool' | 'cacheFolder'>,
  { scenario, reference, slice, priority }: Computation,
  onChunk: (chunk: ReadyChunk) => Promise<unknown>,
): Promise<void> {
  const key = sliceKey(scenario, reference, slice);
  const ends = chunkEnds(slice);
  if (isCached(cacheFolder, key, ends.length)) {
    // One after the other, so that what is needed first elsewhere gets its turn between.
    for (const [index, untilMs] of ends.entries()) await onChunk({ path: chunkFile(cacheFolder, key, index), untilMs });
    return;
  }
  await pool.run({ reference, slice, key }, priority, (chunk) => {
    // A failure is met by who waits for the whole row.
    onChunk(chunk).catch(() => undefined);
  });
}

/** Resolves when all of the slice is in the store. */
export async function fill(deps: FillDeps, what: Fill): Promise<void> {
  let adopted = what.after;
  await compute(deps, what, ({ path, untilMs }) => {
    adopted = adopted
      .then(() => deps.telemetry.adoptFile(what.worldId, what.sliceId, path))
      .then(() => what.onAdopted(untilMs));
    return adopted;
  });
  await adopted;
}
