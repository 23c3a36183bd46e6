import { Database } from '../lib/database.ts';
import { addHealthRoutes } from '../lib/health.ts';
import { Jobs } from '../lib/jobs.ts';
import { object, positiveInteger, text } from '../lib/parse.ts';
import { type Rates, RateTable } from '../lib/rate-table.ts';
import { Upstream } from '../lib/upstream.ts';
import type { Context, Ports } from '../ports.ts';
import { Payments } from './payments.ts';
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
  const published = async (ctx: Context): Promise<Rates> => {
    const { body } = await processor.call(ctx, { method: 'GET', route: '/rates' });
    // The processor's contract: a number for each currency.
    return object(object(body).rates) as Rates;
  };
  const rates = new RateTable(ports, cache, published);
  const payments = new Payments(ports, database, processor, rates);
  const settlement = new Settlement(ports, database, processor, cache, rates);

  server.route('POST', '/v1/payments', async ({ ctx, body }) => {
    const request = object(body);
    const payment = await payments.authorise(ctx, {
      orderId: text(request, 'orderId'),
      amountCents: positiveInteger(request, 'amountCents'),
      currency: text(request, 'currency'),
    });
    return { status: 201, body: payment };
  });

  server.route('GET', '/v1/rates', async ({ ctx }) => ({ status: 200, body: { rates: await published(ctx) } }));

  new Jobs(ports).every(env.number('SETTLEMENT_INTERVAL_MS', 60_000), 'settlement', (ctx) => settlement.run(ctx));
  addHealthRoutes(ports);
}
