/** A server of its own on which transcripts are played: with a clock that is set, and nobody else on it. */
import type { Scenario } from '../../scenario/index.ts';
import { buildApp } from '../../server/app.ts';
import type { App } from '../../server/routes/types.ts';
import { newToken } from '../../server/secrets.ts';
import { createWorlds } from '../../world/open.ts';
import type { WorkerSetup } from '../../world/run/pool.ts';
import type { Worlds } from '../../world/worlds.ts';
import { storageInMemory } from './storage.ts';

/** People's clock, epoch ms. */
export class SetClock {
  nowMs = Date.UTC(2024, 0, 1);
}

export interface Stage {
  readonly app: App;
  readonly clock: SetClock;
  readonly worlds: Worlds;
  readonly scenarios: readonly Scenario[];
  close(): Promise<void>;
}

export async function openStage(scenarios: readonly Scenario[], setup: WorkerSetup): Promise<Stage> {
  const storage = storageInMemory();
  // What was opened for one run is there for the next: many are played, one after the other, and then the stage is gone.
  const worlds: Worlds = { ...createWorlds({ ...setup, scenarios }), drop: async () => {} };
  const clock = new SetClock();
  const now = (): number => clock.nowMs;
  const app = await buildApp({ storage, worlds, scenarios, now, uiRoot: null, quick: null, hostToken: newToken() });
  await app.ready();
  return {
    app,
    clock,
    worlds,
    scenarios,
    async close() {
      await app.close();
      await worlds.close();
    },
  };
}
