/** postgres_exporter. */
import type { Telemetry } from '../../telemetry/sinks.ts';
import { storesNode } from '../host/hosts.ts';
import { CellMap, type GaugeCell, Registry } from '../observe/registry.ts';
import type { Scraper } from '../observe/scraper.ts';
import type { SessionState } from './connection.ts';
import type { PostgresServer } from './server.ts';

const states: readonly SessionState[] = ['active', 'idle', 'idle in transaction', 'idle in transaction (aborted)'];
const lockModes = ['accesssharelock', 'rowsharelock', 'rowexclusivelock', 'exclusivelock', 'sharelock'] as const;
const datname = 'shop';

/** Sums by key of one scrape, as gauges: a key that no longer occurs reads 0. */
class Tally {
  readonly #gauges: CellMap<GaugeCell>;
  readonly #sums = new Map<string, number>();

  constructor(gauges: CellMap<GaugeCell>) {
    this.#gauges = gauges;
  }

  reset(): void {
    for (const key of this.#sums.keys()) this.#sums.set(key, 0);
  }

  add(key: string, amount: number): void {
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + amount);
  }

  atLeast(key: string, value: number): void {
    this.#sums.set(key, Math.max(this.#sums.get(key) ?? 0, value));
  }

  write(): void {
    for (const [key, value] of this.#sums) this.#gauges.get(key).set(value);
  }
}

/** Keys are state, application, wait type and wait event, with a slash between. */
function activity(registry: Registry, name: string, help: string): Tally {
  return new Tally(
    new CellMap((key) => {
      const [state = '', application_name = '', wait_event_type = '', wait_event = ''] = key.split('/');
      const labels = { datname, state, usename: 'shop', application_name, wait_event_type, wait_event };
      return registry.gauge(name, help, { ...labels, backend_type: 'client backend' });
    }),
  );
}

function addSessions(registry: Registry, server: PostgresServer): void {
  const count = activity(registry, 'pg_stat_activity_count', 'number of connections in this state');
  const longest = activity(
    registry,
    'pg_stat_activity_max_tx_duration',
    'max duration in seconds any active transaction has been running',
  );
  for (const state of states) {
    count.add(`${state}///`, 0);
    longest.add(`${state}///`, 0);
  }
  const backends = registry.gauge(
    'pg_stat_database_numbackends',
    'Number of backends currently connected to this database.',
    { datname },
  );
  const locks = new CellMap((mode) => registry.gauge('pg_locks_count', 'Number of locks', { datname, mode }));
  registry.onCollect(() => {
    const now = server.kernel.nowUs;
    count.reset();
    longest.reset();
    const held = { accesssharelock: 0, rowsharelock: 0, rowexclusivelock: 0, exclusivelock: 0, sharelock: 0 };
    let total = 0;
    for (const session of server.sessions()) {
      total++;
      const state = session.state(now);
      const wait = session.wait(now);
      const key = `${state}/${session.applicationName}/${wait}`;
      count.add(key, 1);
      const since = session.transaction?.sinceUs ?? (state === 'active' ? session.changedUs : now);
      longest.atLeast(key, (now - since) / 1e6);
      if (state === 'idle') continue;
      held.exclusivelock++;
      if (session.locked.length > 0) held.rowexclusivelock++;
      else held.accesssharelock++;
      if (wait === 'Lock/transactionid') held.sharelock++;
    }
    count.write();
    longest.write();
    backends.set(total);
    for (const mode of lockModes) locks.get(mode).set(held[mode]);
  });
}

function addDatabase(registry: Registry, server: PostgresServer): void {
  const counter = (name: string, help: string) => registry.counter(`pg_stat_database_${name}`, help, { datname });
  const commits = counter('xact_commit', 'Number of transactions in this database that have been committed.');
  const rollbacks = counter('xact_rollback', 'Number of transactions in this database that have been rolled back.');
  const hit = counter('blks_hit', 'Number of times disk blocks were found already in the buffer cache.');
  const read = counter('blks_read', 'Number of disk blocks read in this database.');
  const deadlocks = counter('deadlocks', 'Number of deadlocks detected in this database.');
  registry.onCollect(() => {
    const { counts } = server;
    commits.value = counts.commits;
    rollbacks.value = counts.rollbacks;
    hit.value = counts.blocksHit;
    read.value = counts.blocksRead;
    deadlocks.value = counts.deadlocks;
  });
}

function addTables(registry: Registry, server: PostgresServer): void {
  for (const { name, activity: done } of server.database.tables()) {
    const labels = { datname, schemaname: 'public', relname: name };
    const counter = (what: string, help: string) => registry.counter(`pg_stat_user_tables_${what}`, help, labels);
    const scans = counter('seq_scan', 'Number of sequential scans initiated on this table');
    const scanned = counter('seq_tup_read', 'Number of live rows fetched by sequential scans');
    const lookUps = counter('idx_scan', 'Number of index scans initiated on this table');
    const inserted = counter('n_tup_ins', 'Number of rows inserted');
    const updated = counter('n_tup_upd', 'Number of rows updated');
    const deleted = counter('n_tup_del', 'Number of rows deleted');
    registry.onCollect(() => {
      scans.value = done.sequentialScans;
      scanned.value = done.sequentialRows;
      lookUps.value = done.indexScans;
      inserted.value = done.inserted;
      updated.value = done.updated;
      deleted.value = done.deleted;
    });
  }
}

export function addExporter(server: PostgresServer, telemetry: Telemetry, scraper: Scraper): void {
  const registry = new Registry(telemetry.metrics);
  addSessions(registry, server);
  addDatabase(registry, server);
  addTables(registry, server);
  registry
    .gauge('pg_settings_max_connections', 'Sets the maximum number of concurrent connections.')
    .set(server.maxConnections);
  registry
    .gauge('pg_up', 'Whether the last scrape of metrics from PostgreSQL was able to connect to the server.')
    .set(1);
  const labels = {
    job: 'postgres',
    instance: '10.42.9.5:9187',
    service: 'postgres',
    pod: 'postgres-0',
    namespace: 'shop',
    node: storesNode,
  };
  scraper.add({ labels, registry, process: null });
}
