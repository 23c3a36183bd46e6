import type { Scenario } from '../scenario/index.ts';
import type { Storage } from '../storage/index.ts';
import type { Worlds } from '../world/worlds.ts';
import type { QuickDrills } from './runtime/quick-drills.ts';

/** What the server is built from. Tests hand in their own. */
export interface ServerDeps {
  readonly storage: Storage;
  readonly worlds: Worlds;
  readonly scenarios: readonly Scenario[];
  /** Wall clock, epoch ms. */
  readonly now: () => number;
  /** The built workbench; null serves the API alone. */
  readonly uiRoot: string | null;
  /** Makes quick drills; null where there is no folder for them. */
  readonly quick: QuickDrills | null;
  /** Opens a host's session once. */
  readonly hostToken: string;
}
