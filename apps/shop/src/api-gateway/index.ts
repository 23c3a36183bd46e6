import { Database } from '../lib/database.ts';
import { addHealthRoutes } from '../lib/health.ts';
import { object } from '../lib/parse.ts';
import { type Rates, RateTable } from '../lib/rate-table.ts';
import { Upstream } from '../lib/upstream.ts';
import type { Ports } from '../ports.ts';
import { addForwardedRoutes } from './routes/forwarded.ts';
import { addLoginRoute } from './routes/login.ts';
import { Sessions } from './sessions.ts';

export function start(ports: Ports): void {
  const { redis, env, log } = ports;
  const client = redis.createClient({
    connectionName: 'api-gateway',
    commandTimeout: env.number('REDIS_COMMAND_TIMEOUT_MS', 500),
  });
  const sessions = new Sessions(ports, client);
  addLoginRoute(ports, new Database(ports, 'api-gateway'), sessions);
  const payments = new Upstream(ports, {
    service: 'payment-service',
    timeoutMs: env.number('PAYMENT_TIMEOUT_MS', 3000),
  });
  const rates = new RateTable(ports, client, async (ctx) => {
    const { body } = await payments.call(ctx, { method: 'GET', route: '/v1/rates' });
    // payment-service's contract: a number for each currency.
    return object(object(body).rates) as Rates;
  });
  addForwardedRoutes(ports, sessions, rates);
  addHealthRoutes(ports);
  log.info(null, 'routes loaded', {
    orderTimeoutMs: env.number('ORDER_TIMEOUT_MS'),
    catalogTimeoutMs: env.number('CATALOG_TIMEOUT_MS'),
  });
}
