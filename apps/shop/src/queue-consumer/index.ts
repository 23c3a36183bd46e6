import { Database } from '../lib/database.ts';
import { addHealthRoutes } from '../lib/health.ts';
import { object, text } from '../lib/parse.ts';
import type { Job, Ports } from '../ports.ts';

/** Works off what a paid order sets in motion: stock is counted down, the customer gets a mail. */
export function start(ports: Ports): void {
  const { queue, log, meter, env, clock, random, compute } = ports;
  const database = new Database(ports, 'queue-consumer');
  const mails = meter.counter('mails_sent_total', 'Mails handed to the mail relay.');

  const handle = async (job: Job): Promise<void> => {
    const { ctx, attempt } = job;
    const data = object(job.data);
    const orderId = text(data, 'orderId');
    if (attempt > 1) log.warn(ctx, 'order event tried again', { orderId, attempt });
    const { rows } = await database.query(
      ctx,
      'SELECT product_id, quantity, price_cents FROM order_items WHERE order_id = $1',
      [orderId],
    );
    for (const row of rows) {
      await database.query(ctx, 'UPDATE products SET stock = stock - $1 WHERE id = $2', [row.quantity, row.product_id]);
    }
    compute.render('order-mail', rows.length + 6);
    await clock.sleep(ctx, 30 + 60 * random.fraction(ctx));
    mails.add(1, { kind: 'order-paid' });
    log.info(ctx, 'order event handled', { orderId, items: rows.length });
  };

  queue.process('order-events', { concurrency: env.number('CONCURRENCY', 4), attempts: 3 }, handle);
  addHealthRoutes(ports);
}
