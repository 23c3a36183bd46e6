import type { Compute, Context, Logger, Ports, RedisClient, Tracer } from '../ports.ts';
import { asError, unavailable } from './errors.ts';
import { Lock } from './lock.ts';

/** Units of a currency for a hundred euro, by currency. */
export type Rates = Readonly<Record<string, number>>;

const key = 'rates:eur';
const ttlMs = 60_000;
const lockMs = 30_000;
/** A pod looks into Redis again after this. */
const rememberMs = 2_000;
/** Rates older than this are not shown to anyone. */
const staleMs = 600_000;
const retryCount = 16;
const retryDelayMs = 200;
const retryJitterMs = 100;

/** Somebody else kept the lock for all of our attempts. */
class LockError extends Error {
  override readonly name = 'LockError';
}

/**
 * Exchange rates against the euro: one table in Redis for all of us.
 * Whoever finds it expired makes it anew; the others wait for that, so that the partner is asked once.
 */
export class RateTable {
  readonly #redis: RedisClient;
  readonly #lock: Lock;
  readonly #ports: Ports;
  readonly #log: Logger;
  readonly #compute: Compute;
  readonly #tracer: Tracer;
  readonly #load: (ctx: Context) => Promise<Rates>;
  readonly #renewals;
  #known: Rates | null = null;
  #readAtMs = 0;

  constructor(ports: Ports, redis: RedisClient, load: (ctx: Context) => Promise<Rates>) {
    this.#redis = redis;
    this.#lock = new Lock(ports, redis, 'lock:rates', lockMs);
    this.#ports = ports;
    this.#log = ports.log;
    this.#compute = ports.compute;
    this.#tracer = ports.tracer;
    this.#load = load;
    this.#renewals = ports.meter.counter('rates_renewed_total', 'Renewals of the rate table.');
  }

  /** The table as it stands, waiting while somebody renews it. Throws 503 when there is none that is fresh enough. */
  async current(ctx: Context): Promise<Rates> {
    if (this.#known && this.#ageMs() < rememberMs) return this.#known;
    const stored = await this.#read(ctx);
    if (stored) return stored;
    try {
      return await this.#tracer.span(ctx, 'lock.acquire lock:rates', (inner) => this.#waitOrRenew(inner));
    } catch (error) {
      this.#log.error(ctx, 'rates not renewed in time', { key, err: asError(error) });
      if (this.#known && this.#ageMs() < staleMs) return this.#known;
      throw unavailable('no exchange rates', error);
    }
  }

  /** The table without waiting for anyone: as it stands, or the last one that this pod has seen. */
  async latest(ctx: Context): Promise<Rates> {
    return (await this.#read(ctx)) ?? this.#known ?? (await this.#load(ctx));
  }

  /** Runs `work` while nobody else may renew the table. Throws LockError when the lock is not to be had. */
  async exclusively<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < retryCount; attempt++) {
      const token = await this.#lock.take(ctx);
      if (token !== null) return this.#holding(ctx, token, work);
      await this.#pause(ctx);
    }
    throw new LockError(`lock:rates not acquired after ${retryCount} attempts`);
  }

  /** Asks for the rates and stores them. Call it inside `exclusively`. */
  async renew(ctx: Context): Promise<Rates> {
    const rates = await this.#load(ctx);
    await this.#redis.set(ctx, key, this.#compute.stringify(rates), { px: ttlMs });
    this.#renewals.add(1);
    this.#log.info(ctx, 'exchange rates renewed', { currencies: Object.keys(rates).length });
    return this.#remember(rates);
  }

  async #waitOrRenew(ctx: Context): Promise<Rates> {
    for (let attempt = 0; attempt < retryCount; attempt++) {
      const token = await this.#lock.take(ctx);
      if (token !== null) return this.#holding(ctx, token, async () => (await this.#read(ctx)) ?? this.renew(ctx));
      await this.#pause(ctx);
      const stored = await this.#read(ctx);
      if (stored) return stored;
    }
    throw new LockError(`lock:rates not acquired after ${retryCount} attempts`);
  }

  async #holding<T>(ctx: Context, token: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      await this.#lock.release(ctx, token);
    }
  }

  #pause(ctx: Context): Promise<void> {
    const { clock, random } = this.#ports;
    return clock.sleep(ctx, retryDelayMs + retryJitterMs * random.fraction(ctx));
  }

  async #read(ctx: Context): Promise<Rates | null> {
    const stored = await this.#redis.get(ctx, key);
    // Only `renew` writes the key.
    return stored === null ? null : this.#remember(this.#compute.parse(stored) as Rates);
  }

  #remember(rates: Rates): Rates {
    this.#known = rates;
    this.#readAtMs = this.#ports.clock.now();
    return rates;
  }

  #ageMs(): number {
    return this.#ports.clock.now() - this.#readAtMs;
  }
}
