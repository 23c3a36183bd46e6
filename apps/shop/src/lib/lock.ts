import type { Context, Ports, RedisClient } from '../ports.ts';

const releaseScript = 'if redis.call("get",KEYS[1]) == ARGV[1] then return redis.call("del",KEYS[1]) else return 0 end';

/** A lock in Redis that frees itself after `ttlMs`. Only who holds the token can release it. */
export class Lock {
  readonly #redis: RedisClient;
  readonly #random: Ports['random'];
  readonly #key: string;
  readonly #ttlMs: number;

  constructor(ports: Ports, redis: RedisClient, key: string, ttlMs: number) {
    this.#redis = redis;
    this.#random = ports.random;
    this.#key = key;
    this.#ttlMs = ttlMs;
  }

  /** The token, or null while somebody else holds the lock. */
  async take(ctx: Context): Promise<string | null> {
    const token = this.#random.hex(ctx, 12);
    const taken = await this.#redis.set(ctx, this.#key, token, { nx: true, px: this.#ttlMs });
    return taken === null ? null : token;
  }

  async release(ctx: Context, token: string): Promise<void> {
    await this.#redis.eval(ctx, releaseScript, [this.#key], [token]);
  }
}
