/** The one place that listens. */
import { buildApp } from './app.ts';
import type { ServerDeps } from './deps.ts';
import type { App } from './routes/types.ts';

/** How often the storage is told that somebody is still there. */
const heartbeatMs = 2_000;

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  /** May add routes of its own. */
  readonly onBuilt?: (app: App) => void;
}

export interface Served {
  readonly app: App;
  /** Stops answering, ends all workers and closes the storage. */
  close(): Promise<void>;
}

/** Rejects when the port is taken. */
export async function serve(deps: ServerDeps, { port, host, onBuilt }: ServeOptions): Promise<Served> {
  const { storage, worlds } = deps;
  const app = await buildApp(deps);
  onBuilt?.(app);
  await app.listen({ port, host });
  await storage.alive(Date.now());
  const beat = setInterval(() => void storage.alive(Date.now()).catch(() => undefined), heartbeatMs);
  return {
    app,
    async close() {
      clearInterval(beat);
      await app.close();
      await worlds.close();
      await storage.alive(Date.now());
      await storage.close();
    },
  };
}
