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

export interface Fill {
  readonly scenario: Scenario;
  readonly reference: WorldReference;
  readonly slice: Slice;
  /** The store's id, and the slice's name in it. */
  readonly worldId: string;
  readonly sliceId: string;
  readonly priority: number;
  /** Chunks are adopted after this. */
  readonly after: Promise<unknown>;
  /** Telemetry has come to here, epoch ms. */
  readonly onAdopted: (untilMs: number) => void;
}

/** Resolves when all of the slice is in the store. */
export async function fill({ pool, telemetry, cacheFolder }: FillDeps, what: Fill): Promise<void> {
  const { scenario, reference, slice, worldId, sliceId } = what;
  const key = sliceKey(scenario.hash, reference, slice);
  const ends = chunkEnds(slice);
  let adopted = what.after;
  const adopt = ({ path, untilMs }: ReadyChunk): Promise<unknown> => {
    adopted = adopted.then(() => telemetry.adoptFile(worldId, sliceId, path)).then(() => what.onAdopted(untilMs));
    return adopted;
  };
  if (isCached(cacheFolder, key, ends.length)) {
    // One after the other, so that what is needed first elsewhere gets its turn between.
    for (const [index, untilMs] of ends.entries()) await adopt({ path: chunkFile(cacheFolder, key, index), untilMs });
    return;
  }
  await pool.run({ reference, slice, key }, what.priority, (chunk) => {
    // A failure is met below, where the whole row of them is awaited.
    adopt(chunk).catch(() => undefined);
  });
  await adopted;
}
