import type { Database } from '../lib/database.ts';
import { HttpError } from '../lib/errors.ts';
import { object, text } from '../lib/parse.ts';
import type { RateTable } from '../lib/rate-table.ts';
import type { Upstream } from '../lib/upstream.ts';
import type { Context, Counter, Logger, Ports } from '../ports.ts';

export interface PaymentRequest {
  readonly orderId: string;
  readonly amountCents: number;
  readonly currency: string;
}

export interface Payment {
  readonly id: string;
  readonly status: 'authorised' | 'declined';
}

/** Above this a person looks at the payment. */
const reviewCents = 250_000;

export class Payments {
  readonly #ports: Ports;
  readonly #log: Logger;
  readonly #database: Database;
  readonly #processor: Upstream;
  readonly #rates: RateTable;
  readonly #outcomes: Counter;

  constructor(ports: Ports, database: Database, processor: Upstream, rates: RateTable) {
    this.#ports = ports;
    this.#log = ports.log;
    this.#database = database;
    this.#processor = processor;
    this.#rates = rates;
    this.#outcomes = ports.meter.counter('payments_total', 'Payments by outcome.');
  }

  /** Throws 402 when the card is declined. */
  async authorise(ctx: Context, request: PaymentRequest): Promise<Payment> {
    // A payment waits for nobody's renewal.
    const rate = request.currency === 'EUR' ? 100 : ((await this.#rates.latest(ctx))[request.currency] ?? 100);
    const amountCents = Math.round((request.amountCents * rate) / 100);
    if (amountCents > reviewCents)
      this.#log.warn(ctx, 'payment flagged for review', { orderId: request.orderId, amountCents });
    const reply = await this.#processor.call(ctx, {
      method: 'POST',
      route: '/authorisations',
      body: { orderId: request.orderId, amountCents, currency: request.currency },
    });
    const answer = object(reply.body);
    const approved = answer.approved === true;
    const payment: Payment = { id: this.#ports.random.uuid(ctx), status: approved ? 'authorised' : 'declined' };
    await this.#database.query(
      ctx,
      'INSERT INTO payments (id, order_id, amount_cents, currency, status, processor_reference) VALUES ($1, $2, $3, $4, $5, $6)',
      [payment.id, request.orderId, amountCents, request.currency, payment.status, text(answer, 'reference')],
    );
    this.#outcomes.add(1, { outcome: payment.status });
    if (!approved) {
      this.#log.info(ctx, 'card declined', { orderId: request.orderId });
      throw new HttpError(402, 'card declined');
    }
    this.#log.info(ctx, 'payment authorised', { orderId: request.orderId, paymentId: payment.id, amountCents });
    return payment;
  }
}
