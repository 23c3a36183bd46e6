/** Where one sees a mechanism at work. Ids of the catalogue of slots. */
import type { Shows } from './shows.ts';

const calls = /^http_client_|^http_server_/;

export const mechanismShown: Readonly<Record<string, Shows>> = {
  'bad-configuration': { metrics: calls, text: /time.?out|timed out|upstream call failed|cancel/, changes: /config/ },
  'blocked-event-loop': { metrics: /^nodejs_eventloop|^job_duration|^process_cpu/, text: /event loop|timed out|warm/ },
  'cache-expiry-stampede': { metrics: /^redis_|^cache_|^pg_stat/, text: /cache|duration:/ },
  'cache-eviction': { metrics: /^redis_evicted|^redis_memory|^redis_keyspace/, text: /evict/ },
  // Taken and never given back: in use, waited for, idle in the database.
  'connection-leak': { metrics: /^db_client_connection_|^pg_stat_activity/, text: /pg-pool|acquire|idle/ },
  'crash-loop': {
    metrics: /^kube_.*restarts|^process_start|^kube_deployment/,
    text: /uncaught|unhandled|back-off|crash|exit/,
    changes: /restart|kubernetes/,
  },
  'data-growth': {
    metrics: /^job_duration|rows|tup|^redis_db_keys/,
    text: /rows|items|products/,
    changes: /audit|job/,
  },
  deadlock: { metrics: /^pg_/, text: /deadlock/ },
  'dns-failure': { metrics: calls, text: /enotfound|eai_again|dns/ },
  'expired-certificate': { metrics: calls, text: /certificate|tls/ },
  'garbage-collection': { metrics: /gc_duration|memory|eventloop/, text: /heap/ },
  // Held by one, asked for by many; what needs it is late.
  'lock-held-too-long': {
    metrics: /^redis_commands|^job_duration|^job_failures|^rates_renewed/,
    text: /lock|not renewed/,
  },
  'memory-leak': { metrics: /memory|restarts/, text: /heap|oom/ },
  'missing-timeout': { metrics: /^http_client_|active_requests/, text: /time.?out/ },
  'network-latency': { metrics: /^http_client_|^db_client_operation/, text: /get |post |query|redis/ },
  'network-loss': { metrics: /^http_client_|^db_client_operation|retrans/i, text: /econn|socket|reset|timed out/ },
  'noisy-neighbour': { metrics: /cpu|^node_procs|^node_load/, text: /throttl/ },
  'poison-message': { metrics: /^bullmq_|^job_failures/, text: /attempt|failed/ },
  'rate-limited': { metrics: /^http_client_/, text: /429|rate limit/ },
  'retry-storm': { metrics: calls, text: /retry|attempt/, changes: /config/ },
  'row-lock-contention': { metrics: /^pg_locks|^pg_stat_activity/, text: /still waiting|lock|for update/ },
  'schema-change': { metrics: /^pg_/, text: /relation|column/ },
  'slow-external': { metrics: /^http_client_|^processor_/, text: /processor|authoris|post \/v1/ },
  // Long statements: in the database's own log, in its activity, in the time of a query.
  'slow-query': { metrics: /^pg_stat|^db_client_operation/, text: /duration:|select|created_at|query/ },
  'slow-redis-command': {
    metrics: /^redis_slowlog|^redis_commands_duration|^redis_blocked/,
    text: /keys|slow|timed out/,
  },
  'stale-cache': { metrics: /^redis_|^cache_/, text: /cache|stale/ },
  // The system is well: what users feel is as it always is.
  'threshold-noise': { metrics: /^nginx_|^http_server_|^http_client_|^db_client/, text: /./ },
  'traffic-surge': { metrics: /^nginx_.*requests|^http_server_.*|^logins_total/, text: /login/ },
  // Work that used to be stored: statements, scans and commands that were not there.
  'uncached-hot-path': {
    metrics: /^pg_stat|^redis_(keyspace|commands)|^cache_|^db_client_operation/,
    text: /duration:|select|created_at|recent|query/,
  },
  'unbounded-fanout': { metrics: /^http_client_|^db_client_operation|^redis_commands/, text: /./ },
};
