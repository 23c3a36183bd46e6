/** One slice, computed from its warm-up to its end, chunk by chunk. */
import type { Scenario } from '../../scenario/index.ts';
import type { Chunk } from '../../telemetry/record/chunk.ts';
import { createRecorder } from '../../telemetry/record/recorder.ts';
import { createWorld } from '../create.ts';
import type { WorldReference } from '../worlds.ts';
import { chunkEnds, type Slice, warmupMs } from './slices.ts';

export interface SliceRun {
  readonly eventCount: number;
  readonly drainCount: number;
}

/** Calls `onChunk` in order. `untilMs` ends the run early, at a chunk's end or between. */
export async function runSlice(
  scenario: Scenario,
  reference: WorldReference,
  slice: Slice,
  onChunk: (chunk: Chunk, index: number) => void,
  options: { readonly untilMs?: number; readonly requestsPerSecond?: number } = {},
): Promise<SliceRun> {
  const recorder = createRecorder({ fromUs: slice.fromMs * 1000 });
  const world = createWorld({
    scenario,
    reference,
    startUs: (slice.fromMs - warmupMs) * 1000,
    isHistory: slice.kind === 'history',
    telemetry: recorder,
    ...(options.requestsPerSecond === undefined ? {} : { requestsPerSecond: options.requestsPerSecond }),
  });
  try {
    const untilMs = options.untilMs ?? slice.toMs;
    const ends = chunkEnds(slice).filter((end) => end < untilMs);
    for (const [index, endMs] of [...ends, untilMs].entries()) {
      await world.run(endMs * 1000);
      onChunk(recorder.seal(endMs * 1000), index);
    }
    return { eventCount: world.kernel.eventCount, drainCount: world.kernel.drainCount };
  } finally {
    world.close();
  }
}
