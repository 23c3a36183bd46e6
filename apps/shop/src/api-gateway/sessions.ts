import { asError, unauthorized, unavailable } from '../lib/errors.ts';
import type { Context, Ports, RedisClient } from '../ports.ts';

const ttlMs = 12 * 3600 * 1000;
const keyOf = (token: string): string => `session:${token}`;

/** Sessions are kept in Redis: token -> customer. */
export class Sessions {
  readonly #ports: Ports;
  readonly #redis: RedisClient;

  constructor(ports: Ports, redis: RedisClient) {
    this.#ports = ports;
    this.#redis = redis;
  }

  /** The customer whose session it is. Throws 401 when there is none. */
  async customer(ctx: Context, headers: Readonly<Record<string, string>>): Promise<string> {
    const { log, compute } = this.#ports;
    const [token = '', signature = ''] = (headers.authorization ?? '').replace('Bearer ', '').split('.');
    if (token === '' || !compute.verify(token, signature)) throw unauthorized('not logged in');
    let customerId: string | null;
    try {
      customerId = await this.#redis.get(ctx, keyOf(token));
    } catch (error) {
      log.error(ctx, 'session store unavailable', { err: asError(error) });
      throw unavailable('session store unavailable', error);
    }
    if (customerId === null) {
      log.info(ctx, 'session expired');
      throw unauthorized('session expired');
    }
    return customerId;
  }

  /** Returns the signed token. */
  async open(ctx: Context, customerId: string): Promise<string> {
    const { random, compute } = this.#ports;
    const token = random.hex(ctx, 16);
    await this.#redis.set(ctx, keyOf(token), customerId, { px: ttlMs });
    return `${token}.${compute.sign(token)}`;
  }
}
