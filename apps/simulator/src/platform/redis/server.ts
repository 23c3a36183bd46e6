/** The Redis server: one command after the other, its exporter and its slow log. */
import type { Kernel } from '../../kernel/index.ts';
import type { Telemetry } from '../../telemetry/sinks.ts';
import { CellMap, type CounterCell, Registry } from '../observe/registry.ts';
import type { Scraper } from '../observe/scraper.ts';
import { Keyspace } from './data.ts';

/** A command runs at the server at `nowUs` and gives its reply. May throw ReplyError. */
export type Command = (data: Keyspace, nowUs: number) => unknown;

const commandUs: Readonly<Record<string, number>> = {
  get: 6,
  set: 8,
  mget: 12,
  hgetall: 12,
  lrange: 14,
  eval: 22,
  evalsha: 20,
};
const otherCommandUs = 8;
const slowlogUs = 10_000;

export class RedisServer {
  readonly kernel: Kernel;
  readonly data = new Keyspace();
  #busyUntilUs = 0;
  #clients = 0;
  #slow = 0;
  readonly #calls: CellMap<CounterCell>;
  readonly #seconds: CellMap<CounterCell>;

  constructor(kernel: Kernel, telemetry: Telemetry, scraper: Scraper) {
    this.kernel = kernel;
    const registry = new Registry(telemetry.metrics);
    this.#calls = new CellMap((cmd) =>
      registry.counter('redis_commands_total', 'Total number of calls per command', { cmd }),
    );
    this.#seconds = new CellMap((cmd) =>
      registry.counter('redis_commands_duration_seconds_total', 'Total amount of time in seconds spent per command', {
        cmd,
      }),
    );
    const clients = registry.gauge('redis_connected_clients', 'connected_clients metric');
    registry.gauge('redis_blocked_clients', 'blocked_clients metric');
    const hits = registry.counter('redis_keyspace_hits_total', 'keyspace_hits_total metric');
    const misses = registry.counter('redis_keyspace_misses_total', 'keyspace_misses_total metric');
    const expired = registry.counter('redis_expired_keys_total', 'expired_keys_total metric');
    registry.counter('redis_evicted_keys_total', 'evicted_keys_total metric');
    const used = registry.gauge('redis_memory_used_bytes', 'memory_used_bytes metric');
    registry.gauge('redis_memory_max_bytes', 'memory_max_bytes metric').set(2 * 1024 ** 3);
    const keys = registry.gauge('redis_db_keys', 'Total number of keys by DB', { db: 'db0' });
    const slowlog = registry.gauge('redis_slowlog_length', 'Total slowlog');
    registry.gauge('redis_up', 'Information about the Redis instance').set(1);
    registry.onCollect(() => {
      clients.set(this.#clients);
      hits.value = this.data.hits;
      misses.value = this.data.misses;
      expired.value = this.data.expired;
      keys.set(this.data.size);
      used.set(180 * 1024 ** 2 + this.data.size * 640);
      slowlog.set(Math.min(128, this.#slow));
    });
    const labels = {
      job: 'redis',
      instance: '10.42.9.6:9121',
      service: 'redis',
      pod: 'redis-0',
      namespace: 'shop',
      node: 'node-db-51aa',
    };
    scraper.add({ labels, registry, process: null });
  }

  connect(): void {
    this.#clients++;
  }

  disconnect(): void {
    this.#clients--;
  }

  /** Runs a command that has arrived now; returns its reply and when it leaves the server. */
  run(name: string, command: Command): { reply: unknown; error: Error | null; leavesUs: number } {
    const now = this.kernel.nowUs;
    const costUs = commandUs[name] ?? otherCommandUs;
    const startUs = Math.max(now, this.#busyUntilUs);
    this.#busyUntilUs = startUs + costUs;
    this.#calls.get(name).add(1);
    this.#seconds.get(name).add(costUs / 1e6);
    if (costUs > slowlogUs) this.#slow++;
    try {
      return { reply: command(this.data, startUs), error: null, leavesUs: this.#busyUntilUs };
    } catch (error) {
      return {
        reply: null,
        error: error instanceof Error ? error : new Error(String(error)),
        leavesUs: this.#busyUntilUs,
      };
    }
  }
}
