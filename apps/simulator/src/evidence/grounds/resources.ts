/** Where one sees that a resource is short. Ids of the catalogue of slots. */
import type { Shows } from './shows.ts';

export const resourceShown: Readonly<Record<string, Shows>> = {
  cache: { metrics: /^(redis_keyspace|redis_evicted|redis_commands|cache_)/, text: /cache|redis\.?(get|set)|\bget\b/ },
  // The caller's own word that it gave up, and how long its calls took.
  'client-timeout': {
    metrics: /^http_client_/,
    text: /time.?out|timed out|upstream call failed|aborted/,
    changes: /config/,
  },
  'connection-pool': { metrics: /^db_client_connection_/, text: /pg-pool|acquire|trying to connect|connection/ },
  cpu: { metrics: /cpu|^node_procs|^node_load|eventloop_utilization/, text: /throttl/ },
  'database-locks': { metrics: /^pg_locks|^pg_stat_activity/, text: /lock wait|still waiting|deadlock|for update/ },
  disk: { metrics: /disk|filesystem|blks|rdb/, text: /disk|no space/ },
  // One thread: its delay, and the clock that fires late because of it.
  'event-loop': { metrics: /^nodejs_eventloop|^job_duration/, text: /event loop|timed out/ },
  'external-quota': { metrics: /^http_client_/, text: /429|quota|rate limit/ },
  'file-descriptors': { metrics: /open_fds|connections/, text: /emfile|too many open/ },
  // Who asks for the lock, who holds it, and what is late because of it.
  lock: {
    metrics: /^redis_commands|^redis_db_keys|^job_duration|^job_failures|^rates_renewed/,
    text: /lock|not renewed/,
  },
  memory: { metrics: /memory|heap|oom|gc_duration/, text: /heap|out of memory|oom/ },
  'network-link': { metrics: /^http_client_|^db_client_operation|retrans/i, text: /econn|socket|network|connect/ },
  // Nothing is short: what users feel, as it always is.
  none: { metrics: /^nginx_|^http_server_/, text: /./ },
  'queue-depth': { metrics: /^bullmq_/, text: /queue|backlog/ },
  schedule: { metrics: /^job_/, text: /job|schedule|cron|warm/, changes: /job|schedule/ },
};
