/** A server on which a scenario can be played as it is, and as if nothing were going to happen. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRepository, type Scenario } from '../../apps/simulator/src/scenario/index.ts';
import type { Served } from '../../apps/simulator/src/server/serve.ts';
import type { World, Worlds } from '../../apps/simulator/src/world/worlds.ts';
import { worldCache } from '../support/cli.ts';
import { freePort, root } from '../support/platform.ts';

const twinId = 'twin';

/** Worker threads run what was compiled; its types are those of the source. */
const compiled = (path: string): string => join(root, 'apps/simulator/dist', path);
type Opened = typeof import('../../apps/simulator/src/world/open.ts');
type Serving = typeof import('../../apps/simulator/src/server/serve.ts');
type Storing = typeof import('../../apps/simulator/src/storage/index.ts');

/** The same scenario, of which nothing will come. */
function twinOf(scenario: Scenario): Scenario {
  const shared = scenario.commits.slice(0, scenario.historyLength);
  const commits = [...shared, ...scenario.course('healthy').commits];
  const catalog = { ...scenario.catalog, id: twinId };
  return { ...scenario, id: twinId, catalog, commits, repository: createRepository(commits) };
}

export interface TwinServer {
  readonly url: string;
  /** Of the scenario as it is, and of its twin. */
  readonly catalogIds: readonly [string, string];
  /** While the work is being done no time passes. */
  still(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Pages come at an instant that the test chooses: before there is anything to page for. */
export async function serveTwins(scenario: Scenario, pagedAtMs: number): Promise<TwinServer> {
  const { createWorlds } = (await import(compiled('world/open.js'))) as Opened;
  const { serve } = (await import(compiled('server/serve.js'))) as Serving;
  const { openStorage } = (await import(compiled('storage/index.js'))) as Storing;
  const setup = {
    shopRoot: join(root, 'apps/shop'),
    historyFolder: join(root, 'scenarios/_history'),
    scenarioRoots: [join(root, 'scenarios')],
    cacheFolder: worldCache,
  };
  const real = createWorlds({ ...setup, scenarios: [scenario] });
  const paged = (world: World): World => ({
    id: world.id,
    reference: world.reference,
    progress: () => world.progress(),
    onProgress: (listener) => world.onProgress(listener),
    reached: (untilMs) => world.reached(untilMs),
    query: (request, asOfMs) => world.query(request, asOfMs),
    page: async () => ({ rule: scenario.page.rule, firedAtMs: pagedAtMs, value: 1 }),
  });
  const worlds: Worlds = {
    ...real,
    open: (reference) =>
      paged(
        reference.scenarioId === twinId
          ? real.open({ ...reference, scenarioId: scenario.id, variant: 'healthy' })
          : real.open(reference),
      ),
    prepare: async () => {},
  };
  const twin = twinOf(scenario);
  const port = await freePort();
  const storage = await openStorage({ folder: mkdtempSync(join(tmpdir(), 'firedrill-twins-')) });
  let stillMs: number | null = null;
  const deps = {
    storage,
    worlds,
    scenarios: [scenario, twin],
    now: () => stillMs ?? Date.now(),
    uiRoot: null,
    quick: null,
    hostToken: '',
  };
  const served: Served = await serve(deps, { port, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    catalogIds: [scenario.catalog.id, twinId],
    async still(work) {
      stillMs = Date.now();
      await work();
      stillMs = null;
    },
    close: () => served.close(),
  };
}
