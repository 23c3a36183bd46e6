/** Every route that the server has, by its own account: one that is added later is crawled or fails the test. */
import { buildApp } from '../../apps/simulator/src/server/app.ts';
import type { ServerDeps } from '../../apps/simulator/src/server/deps.ts';

/** `GET /api/health` of Fastify's drawing, in which a line holds what comes after the line that it hangs from. */
function routesIn(drawing: string): string[] {
  const path: string[] = [];
  return drawing.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([ │├└─]*)([^ (]+)(?: \((.*)\))?$/.exec(line) ?? [];
    if (part === '') return [];
    path.splice(indent.length / 4 - 1, Number.POSITIVE_INFINITY, part);
    return methods
      .split(', ')
      .filter((method) => !['', 'HEAD', 'OPTIONS'].includes(method))
      .map((method) => `${method} ${path.join('')}`);
  });
}

export async function serverRoutes(): Promise<string[]> {
  const deps = {
    storage: { lastAliveMs: async () => null },
    scenarios: [],
    now: Date.now,
    uiRoot: null,
    quick: null,
    hostToken: '',
  };
  // Nobody plays on this server: of all that it is built from, routes need no more than this.
  const app = await buildApp(deps as unknown as ServerDeps);
  await app.ready();
  const routes = routesIn(app.printRoutes({ commonPrefix: false }));
  await app.close();
  return routes.sort();
}
