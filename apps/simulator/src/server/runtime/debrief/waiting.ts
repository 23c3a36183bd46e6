/** Waiting for worlds. */
import type { World } from '../../../world/worlds.ts';

/** Resolves when telemetry is there between the two instants, as far as the world goes. */
export async function covering(world: World, fromMs: number, toMs: number): Promise<void> {
  await world.reached(toMs);
  if (world.progress().fromMs <= fromMs) return;
  await new Promise<void>((resolve) => {
    const stop = world.onProgress(({ fromMs: from }) => {
      if (from > fromMs) return;
      stop();
      resolve();
    });
  });
}

/** What is being done, in words, and how far it is. */
export interface Doing {
  readonly doing: string;
  /** 0-1 */
  readonly share: number;
}
export type Tell = (doing: Doing) => void;
