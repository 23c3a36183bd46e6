/** One drill of one scenario on a server of its own: what an author plays until the next save. */
import { join } from 'node:path';
import type { Seat } from '@firedrill/protocol';
import type { Scenario } from '../../scenario/index.ts';
import { newToken } from '../../server/secrets.ts';
import { type Served, serve } from '../../server/serve.ts';
import { openStorage } from '../../storage/index.ts';
import { createWorlds } from '../../world/open.ts';
import type { WorkerSetup } from '../../world/run/pool.ts';
import type { World } from '../../world/worlds.ts';
import { root } from '../project.ts';

export interface RoundOptions {
  readonly scenario: Scenario;
  readonly setup: WorkerSetup;
  readonly seed: number;
  readonly port: number;
  /** Empty: nothing of an earlier drill is in it. */
  readonly dataFolder: string;
  readonly mode: 'guided' | 'open';
}

type App = Served['app'];

async function call(app: App, url: string, token: string | null, payload: object = {}): Promise<string> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const answer = await app.inject({ method: 'POST', url, headers, payload });
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  return answer.body;
}

/** Resolves when a drill in this world can be started. */
export const ready = (world: World): Promise<void> =>
  new Promise((resolve) => {
    const stop = world.onProgress(() => look());
    const look = (): void => {
      if (!world.progress().ready) return;
      stop();
      resolve();
    };
    look();
  });

export interface Round {
  /** Resolves when the page has been acknowledged: the workbench is open. */
  readonly opened: Promise<void>;
  close(): Promise<void>;
}

export async function startRound({ scenario, setup, seed, port, dataFolder, mode }: RoundOptions): Promise<Round> {
  const storage = await openStorage({ folder: dataFolder });
  const worlds = createWorlds({ ...setup, scenarios: [scenario] });
  let seat: Seat | null = null;
  const { app, close } = await serve(
    {
      storage,
      worlds,
      scenarios: [scenario],
      now: Date.now,
      uiRoot: join(root, 'apps/trainee-ui/dist'),
      quick: null,
      hostToken: newToken(),
    },
    {
      port,
      host: '127.0.0.1',
      onBuilt: (built) =>
        built.get('/play', async (_, reply) => {
          if (seat === null) return reply.status(503).send();
          const handed = Buffer.from(JSON.stringify(seat)).toString('base64url');
          return reply.header('cache-control', 'no-store').redirect(`/drill/${seat.drillId}#play=${handed}`);
        }),
    },
  );
  const created = await call(app, '/api/events', null, { catalogId: scenario.catalog.id, name: 'Author', mode, seed });
  // The server's own answer.
  const taken = JSON.parse(created) as Seat;
  seat = taken;
  const open = async (): Promise<void> => {
    await ready(worlds.open({ scenarioId: scenario.id, seed, variant: 'true', inputs: [] }));
    for (const step of ['start', 'acknowledge']) await call(app, `/api/drills/${taken.drillId}/${step}`, taken.token);
  };
  return { opened: open(), close };
}
