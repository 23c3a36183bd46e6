/** redis_exporter. */
import type { Telemetry } from '../../telemetry/sinks.ts';
import { storesNode } from '../host/hosts.ts';
import { CellMap, type CounterCell, Registry } from '../observe/registry.ts';
import type { Scraper } from '../observe/scraper.ts';
import { lastSave } from './save.ts';
import { maxBytes, type RedisServer } from './server.ts';

export class CommandCounters {
  /** Since the latest scrape. */
  calls = 0;
  readonly #calls: CellMap<CounterCell>;
  readonly #seconds: CellMap<CounterCell>;
  readonly #errors: CellMap<CounterCell>;

  constructor(registry: Registry) {
    this.#calls = new CellMap((cmd) =>
      registry.counter('redis_commands_total', 'Total number of calls per command', { cmd }),
    );
    this.#seconds = new CellMap((cmd) =>
      registry.counter('redis_commands_duration_seconds_total', 'Total amount of time in seconds spent per command', {
        cmd,
      }),
    );
    this.#errors = new CellMap((err) =>
      registry.counter('redis_errors_total', 'Total number of errors per error type', { err }),
    );
  }

  ran(name: string, costUs: number, error: Error | null): void {
    this.calls++;
    this.#calls.get(name).add(1);
    this.#seconds.get(name).add(costUs / 1e6);
    if (error) this.#errors.get(error.message.split(' ', 1)[0] ?? 'ERR').add(1);
  }
}

export function addExporter(server: RedisServer, telemetry: Telemetry, scraper: Scraper): CommandCounters {
  const registry = new Registry(telemetry.metrics);
  const counters = new CommandCounters(registry);
  const clients = registry.gauge('redis_connected_clients', 'connected_clients metric');
  const blocked = registry.gauge('redis_blocked_clients', 'blocked_clients metric');
  const rate = registry.gauge('redis_instantaneous_ops_per_sec', 'instantaneous_ops_per_sec metric');
  const hits = registry.counter('redis_keyspace_hits_total', 'keyspace_hits_total metric');
  const misses = registry.counter('redis_keyspace_misses_total', 'keyspace_misses_total metric');
  const expired = registry.counter('redis_expired_keys_total', 'expired_keys_total metric');
  const evicted = registry.counter('redis_evicted_keys_total', 'evicted_keys_total metric');
  const used = registry.gauge('redis_memory_used_bytes', 'memory_used_bytes metric');
  registry.gauge('redis_memory_max_bytes', 'memory_max_bytes metric').set(maxBytes);
  const keys = registry.gauge('redis_db_keys', 'Total number of keys by DB', { db: 'db0' });
  const slowLength = registry.gauge('redis_slowlog_length', 'Total slowlog');
  const slowLast = registry.gauge('redis_slowlog_last_id', 'Last id of slowlog');
  const slowSeconds = registry.gauge(
    'redis_last_slow_execution_duration_seconds',
    'The amount of time needed for last slow execution, in seconds',
  );
  const changes = registry.gauge('redis_rdb_changes_since_last_save', 'rdb_changes_since_last_save metric');
  const saved = registry.gauge('redis_rdb_last_save_timestamp_seconds', 'rdb_last_save_timestamp_seconds metric');
  const fork = registry.gauge('redis_latest_fork_seconds', 'latest_fork_seconds metric');
  registry.gauge('redis_up', 'Information about the Redis instance').set(1);
  let lastUs = server.kernel.nowUs;
  let changesAtSave = 0;
  let savedAtUs = 0;
  registry.onCollect(() => {
    const { data, kernel } = server;
    const save = lastSave(kernel.nowUs);
    if (save.endedUs !== savedAtUs) {
      savedAtUs = save.endedUs;
      changesAtSave = data.changes;
    }
    clients.set(server.clients);
    blocked.set(server.blockedClients());
    rate.set(Math.round(counters.calls / Math.max(1, (kernel.nowUs - lastUs) / 1e6)));
    counters.calls = 0;
    lastUs = kernel.nowUs;
    hits.value = data.hits;
    misses.value = data.misses;
    expired.value = data.expired;
    evicted.value = data.evicted;
    keys.set(data.size);
    used.set(server.usedBytes());
    const [slow] = server.slowLog.newest(1);
    slowLength.set(server.slowLog.length);
    slowLast.set(slow?.id ?? 0);
    slowSeconds.set((slow?.durationUs ?? 0) / 1e6);
    changes.set(data.changes - changesAtSave);
    saved.set(Math.floor(save.endedUs / 1e6));
    fork.set(save.forkUs / 1e6);
  });
  const labels = {
    job: 'redis',
    instance: '10.42.9.6:9121',
    service: 'redis',
    pod: 'redis-0',
    namespace: 'shop',
    node: storesNode,
  };
  scraper.add({ labels, registry, process: null });
  return counters;
}
