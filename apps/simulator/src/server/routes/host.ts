/** The host: opened by the one-time link that the server prints when it starts. */
import { timingSafeEqual } from 'node:crypto';
import { comparisonSchema, quickDrillSchema } from '@firedrill/protocol';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import type { QuickDrills } from '../runtime/quick-drills.ts';
import { newToken } from '../secrets.ts';
import { type App, drillParams, type RouteDeps } from './types.ts';

const makingParams = z.object({ id: z.string().min(1).max(64) });

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export function addHostRoutes(app: App, { hostToken, drills, comparisons, quick }: RouteDeps): void {
  let unused: string | null = hostToken;
  const sessions = new Set<string>();
  const mustBeHost = (authorization: string | undefined): void => {
    if (!sessions.has((authorization ?? '').replace(/^Bearer /, '')))
      throw new ApiError('unauthorized', 'open the host link that the server printed when it started');
  };

  app.post('/api/host', { schema: { body: z.object({ token: z.string().max(200) }) } }, async (request) => {
    if (unused === null || !same(request.body.token, unused))
      throw new ApiError('unauthorized', 'this host link has been used, or was never one');
    unused = null;
    const token = newToken();
    sessions.add(token);
    return { token };
  });
  const mustMake = (): QuickDrills => {
    if (quick === null) throw new ApiError('not_found', 'this server makes no quick drills');
    return quick;
  };
  app.get('/api/host/causes', async (request) => {
    mustBeHost(request.headers.authorization);
    return mustMake().causes();
  });
  app.post('/api/host/quick-drills', { schema: { body: quickDrillSchema } }, async (request, reply) => {
    mustBeHost(request.headers.authorization);
    const { name, teamName, mode, timeBoxes, ...choice } = request.body;
    const making = mustMake().start(choice, async (scenario, seed) => {
      const seat = await drills.create({ catalogId: scenario.catalog.id, name, teamName, mode, timeBoxes, seed });
      return { seat, joinCode: (await drills.get(seat.drillId)).stored.joinCode };
    });
    return reply.status(202).send(making);
  });
  app.get('/api/host/quick-drills/:id', { schema: { params: makingParams } }, async (request) => {
    mustBeHost(request.headers.authorization);
    return mustMake().making(request.params.id);
  });
  app.get('/api/host/events', async (request) => {
    mustBeHost(request.headers.authorization);
    return drills.past(true);
  });
  app.put(
    '/api/host/comparisons/:d',
    { schema: { params: drillParams, body: comparisonSchema } },
    async (request, reply) => {
      mustBeHost(request.headers.authorization);
      await comparisons.set(request.params.d, request.body.open);
      return reply.status(204).send();
    },
  );
}
