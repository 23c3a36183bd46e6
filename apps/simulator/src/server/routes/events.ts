/** The front door: what can be played, starting it, joining it. */
import { createEventSchema, joinSchema } from '@firedrill/protocol';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import { Buckets, limits } from '../limits.ts';
import { isQuick } from '../runtime/quick-drills.ts';
import type { App, RouteDeps } from './types.ts';

export function addEventRoutes(app: App, { drills, scenarios, now }: RouteDeps): void {
  const joins = new Buckets(limits.joinBurst, limits.joinPerSecond);
  const begins = new Buckets(limits.beginBurst, limits.beginPerSecond);
  const limit = (buckets: Buckets, request: FastifyRequest): void => {
    if (!buckets.take(request.ip, now()))
      throw new ApiError('too_many_requests', 'too many tries from this address: wait a minute');
  };

  app.get('/api/health', async () => ({ status: 'ok' }));
  app.get('/api/catalog', async () => scenarios.filter((one) => !isQuick(one)).map(({ catalog }) => catalog));
  app.get('/api/drills', async () => drills.past(false));
  app.post('/api/events', { schema: { body: createEventSchema } }, async (request, reply) => {
    limit(begins, request);
    return reply.status(201).send(await drills.create(request.body));
  });
  app.post('/api/join', { schema: { body: joinSchema } }, async (request, reply) => {
    limit(joins, request);
    return reply.status(201).send(await drills.join(request.body));
  });
}
