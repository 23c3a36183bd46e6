import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Seats } from '../auth.ts';
import type { ServerDeps } from '../deps.ts';
import type { Comparisons } from '../runtime/comparison.ts';
import type { Drills } from '../runtime/drills.ts';

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface RouteDeps extends ServerDeps {
  readonly drills: Drills;
  readonly comparisons: Comparisons;
  readonly seats: Seats;
}

/** Path of everything below a drill. */
export const drillParams = z.object({ d: z.string().min(1).max(64) });
