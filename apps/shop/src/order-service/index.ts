import { Database } from '../lib/database.ts';
import { addHealthRoutes } from '../lib/health.ts';
import { Jobs } from '../lib/jobs.ts';
import { Upstream } from '../lib/upstream.ts';
import type { Ports } from '../ports.ts';
import { Carts } from './carts.ts';
import { OrderRepository } from './order-repository.ts';
import { OrderPlacement } from './place-order.ts';
import { RecentOrders } from './recent-orders.ts';
import { Reconciliation } from './reconciliation.ts';
import { addCartRoutes } from './routes/carts.ts';
import { addOrderRoutes } from './routes/orders.ts';
import { addUploadRoutes } from './routes/uploads.ts';

export function start(ports: Ports): void {
  const { env, redis, log } = ports;
  const database = new Database(ports, 'order-service');
  const client = redis.createClient({
    connectionName: 'order-service',
    commandTimeout: env.number('REDIS_COMMAND_TIMEOUT_MS', 500),
  });
  const payments = new Upstream(ports, {
    service: 'payment-service',
    timeoutMs: env.number('PAYMENT_TIMEOUT_MS', 5000),
    slowMs: 800,
  });
  const orders = new OrderRepository(database);
  const carts = new Carts(ports, client);
  const recent = new RecentOrders(ports, client);
  const placement = new OrderPlacement(ports, database, orders, carts, payments, recent);

  addCartRoutes(ports, carts);
  addOrderRoutes(ports, orders, placement, recent);
  addUploadRoutes(ports, database);
  const reconciliation = new Reconciliation(ports, database, client);
  new Jobs(ports).cron('10 2 * * *', 'reconciliation', (ctx) => reconciliation.run(ctx));
  addHealthRoutes(ports);
  log.info(null, 'order limits loaded', { maxItems: env.number('MAX_ITEMS_PER_ORDER', 40) });
}
