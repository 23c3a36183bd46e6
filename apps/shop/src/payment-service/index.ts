import { Database } from '../lib/database.ts';
import { addHealthRoutes } from '../lib/health.ts';
import { Jobs } from '../lib/jobs.ts';
import { object, positiveInteger, text } from '../lib/parse.ts';
import { Upstream } from '../lib/upstream.ts';
import type { Ports } from '../ports.ts';
import { Payments } from './payments.ts';
import { Rates } from './rates.ts';
import { Settlement } from './settlement.ts';

export function start(ports: Ports): void {
  const { server, env, redis } = ports;
  const database = new Database(ports, 'payment-service');
  const cache = redis.createClient({
    connectionName: 'payment-service',
    commandTimeout: env.number('REDIS_COMMAND_TIMEOUT_MS', 500),
  });
  const processor = new Upstream(ports, {
    service: 'external-processor',
    timeoutMs: env.number('PROCESSOR_TIMEOUT_MS', 3000),
    slowMs: 600,
  });
  const rates = new Rates(ports, cache);
  const payments = new Payments(ports, database, processor, rates);
  const settlement = new Settlement(ports, database, processor, cache);

  server.route('POST', '/v1/payments', async ({ ctx, body }) => {
    const request = object(body);
    const payment = await payments.authorise(ctx, {
      orderId: text(request, 'orderId'),
      amountCents: positiveInteger(request, 'amountCents'),
      currency: text(request, 'currency'),
    });
    return { status: 201, body: payment };
  });

  new Jobs(ports).every(env.number('SETTLEMENT_INTERVAL_MS', 300_000), 'settlement', (ctx) => settlement.run(ctx));
  addHealthRoutes(ports);
}
