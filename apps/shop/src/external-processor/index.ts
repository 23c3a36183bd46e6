import { addHealthRoutes } from '../lib/health.ts';
import { object, positiveInteger, text } from '../lib/parse.ts';
import type { Ports } from '../ports.ts';

/** Units for a hundred euro: the day's fixing. */
const rates = { CHF: 96, EUR: 100, GBP: 86, SEK: 1128, USD: 108 };

/** The partner's sandbox: authorises and settles like the real processor, with its latency. */
export function start(ports: Ports): void {
  const { server, clock, random, log, meter, env } = ports;
  const authorisations = meter.counter('processor_authorisations_total', 'Authorisations by outcome.');
  const latencyMs = env.number('LATENCY_MS', 150);

  server.route('GET', '/rates', async ({ ctx }) => {
    await clock.sleep(ctx, latencyMs * (0.4 + 0.4 * random.fraction(ctx)));
    return { status: 200, body: { rates } };
  });

  server.route('POST', '/authorisations', async ({ ctx, body }) => {
    const request = object(body);
    const amount = positiveInteger(request, 'amountCents');
    const orderId = text(request, 'orderId');
    const luck = random.fraction(ctx);
    // One call in a thousand takes seconds at the real processor too; partners must have a time-out.
    const slow = luck < 0.0012;
    await clock.sleep(ctx, slow ? 8000 : latencyMs * (0.6 + 1.1 * random.fraction(ctx) ** 2));
    if (slow) log.warn(ctx, 'issuer answered late', { orderId });
    const declined = random.fraction(ctx) < 0.02;
    authorisations.add(1, { outcome: declined ? 'declined' : 'approved' });
    log.info(ctx, declined ? 'authorisation declined' : 'authorisation approved', { orderId, amount });
    return { status: 200, body: { approved: !declined, reference: random.hex(ctx, 8) } };
  });

  // A batch may ask to be answered only when the bank has booked it, which takes the bank some seconds.
  server.route('POST', '/settlements', async ({ ctx, body }) => {
    const request = object(body);
    const booked = request.until === 'booked';
    await clock.sleep(ctx, booked ? 9_000 + 6_000 * random.fraction(ctx) : latencyMs * 2);
    log.info(ctx, 'batch settled', { count: positiveInteger(request, 'count'), booked });
    return { status: 200, body: { accepted: true } };
  });

  addHealthRoutes(ports);
}
