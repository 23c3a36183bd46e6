/** Builds the server; `serve.ts` alone listens. */
import Fastify, { LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { Seats } from './auth.ts';
import type { ServerDeps } from './deps.ts';
import { addErrorHandling } from './errors.ts';
import { limits } from './limits.ts';
import { addCodeRoutes } from './routes/code.ts';
import { addDrillRoutes } from './routes/drill.ts';
import { addEventRoutes } from './routes/events.ts';
import { addHostRoutes } from './routes/host.ts';
import { addNotebookRoutes } from './routes/notebook.ts';
import { addReplayRoutes } from './routes/replay.ts';
import { addTelemetryRoutes } from './routes/telemetry.ts';
import type { App, RouteDeps } from './routes/types.ts';
import { Comparisons } from './runtime/comparison.ts';
import { Drills } from './runtime/drills.ts';
import { addSockets } from './sockets.ts';
import { addWorkbench } from './static.ts';

/** The wire has no NaN or infinities: they are written as Prometheus writes them. */
const replacer = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value)
    ? Number.isNaN(value)
      ? 'NaN'
      : value > 0
        ? '+Inf'
        : '-Inf'
    : value;

export async function buildApp(deps: ServerDeps): Promise<App> {
  const app = Fastify({
    bodyLimit: limits.bodyBytes,
    logger: { level: 'error' },
    logController: new LogController({ disableRequestLogging: true }),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setReplySerializer((payload) => JSON.stringify(payload, replacer));
  addErrorHandling(app);
  const drills = new Drills(deps, await deps.storage.lastAliveMs());
  const seats = new Seats(drills, deps.now);
  const comparisons = new Comparisons(deps.storage, drills);
  const routes: RouteDeps = { ...deps, drills, comparisons, seats };
  addEventRoutes(app, routes);
  addDrillRoutes(app, routes);
  addReplayRoutes(app, routes);
  addNotebookRoutes(app, routes);
  addTelemetryRoutes(app, routes);
  addCodeRoutes(app, routes);
  addHostRoutes(app, routes);
  await addWorkbench(app, deps.uiRoot);
  const io = addSockets(app.server, seats);
  app.addHook('preClose', async () => {
    await io.close();
  });
  return app;
}
