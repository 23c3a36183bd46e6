import { Database } from '../lib/database.ts';
import { addHealthRoutes } from '../lib/health.ts';
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
  addForwardedRoutes(ports, sessions);
  addHealthRoutes(ports);
  log.info(null, 'routes loaded', {
    orderTimeoutMs: env.number('ORDER_TIMEOUT_MS'),
    catalogTimeoutMs: env.number('CATALOG_TIMEOUT_MS'),
  });
}
