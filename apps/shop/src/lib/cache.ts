import type { Compute, Context, Counter, Logger, RedisClient } from '../ports.ts';
import { asError } from './errors.ts';

export interface CacheDeps {
  readonly redis: RedisClient;
  readonly compute: Compute;
  readonly log: Logger;
  readonly requests: Counter;
}

/**
 * Cache-aside. A cache that cannot be read is a miss, and one that cannot be written is logged:
 * neither fails the request.
 */
export class Cache {
  readonly #deps: CacheDeps;
  readonly #name: string;
  readonly #ttlMs: number;

  constructor(deps: CacheDeps, name: string, ttlMs: number) {
    this.#deps = deps;
    this.#name = name;
    this.#ttlMs = ttlMs;
  }

  async through<T>(ctx: Context, key: string, load: () => Promise<T>): Promise<T> {
    const stored = await this.#read(ctx, key);
    if (stored !== null) {
      this.#count('hit');
      // Only this class writes below its own prefix, with what `load` gave.
      return this.#deps.compute.parse(stored) as T;
    }
    this.#count('miss');
    const value = await load();
    await this.store(ctx, key, value);
    return value;
  }

  async store(ctx: Context, key: string, value: unknown): Promise<void> {
    const { redis, compute, log } = this.#deps;
    try {
      await redis.set(ctx, `${this.#name}:${key}`, compute.stringify(value), { px: this.#ttlMs });
    } catch (error) {
      log.warn(ctx, 'cache write failed', { cache: this.#name, err: asError(error) });
    }
  }

  async #read(ctx: Context, key: string): Promise<string | null> {
    try {
      return await this.#deps.redis.get(ctx, `${this.#name}:${key}`);
    } catch (error) {
      this.#deps.log.warn(ctx, 'cache read failed', { cache: this.#name, err: asError(error) });
      return null;
    }
  }

  #count(result: 'hit' | 'miss'): void {
    this.#deps.requests.add(1, { cache: this.#name, result });
  }
}
