/** The reference's signals, worlds and slot values in the words of a real shop. */
import type { Change, EvidenceQuery } from '@firedrill/protocol';
import type { AskedQuery } from '../../apps/simulator/src/score/drill/findings.ts';

/** Of the reference's second 0. */
export const startMs = Date.parse('2024-03-16T13:45:00Z');
export const onsetMs = startMs + 60_000;

export const deploy: Change = {
  id: 'deploy',
  timeMs: startMs + 45_000,
  kind: 'deploy',
  severity: 'normal',
  reason: 'RolloutStarted',
  service: 'order-service',
  object: 'order-service',
  message: '',
  author: '',
  version: 'abcdef0',
  details: {},
};

const metric = (expr: string) => ({ modality: 'metric', expr, focus: {} }) as const;
const log = (query: string) => ({ modality: 'log', query }) as const;

/** Each is measured, and says what it says, where the reference has it. */
export const queries: Readonly<Record<string, Exclude<AskedQuery, { modality: 'event' }>>> = {
  gw_route: metric('sum(rate(nginx_ingress_controller_requests{status=~"5.."}[1m]))'),
  rate: metric('sum(rate(logins_total[1m]))'),
  pool_wait: metric('sum(db_client_connection_pending_requests{service="order-service"})'),
  pool_span: { modality: 'trace', service: 'order-service', operation: 'pg-pool.connect' },
  pg_activity: metric('sum(pg_stat_activity_count{state="active"})'),
  pg_slowlog: log('{service="postgres"} |= "duration:"'),
  redis_keys: metric('sum(rate(redis_keyspace_hits_total[1m]))'),
  ext_lat: metric(
    'histogram_quantile(0.95, sum by (le) (rate(http_client_request_duration_seconds_bucket{service="payment-service"}[1m])))',
  ),
  loop_max: metric('max(nodejs_eventloop_delay_max_seconds{service="catalog-service"})'),
  app_err: log('{service="order-service"} |= "timeout exceeded"'),
  queue: metric('sum(bullmq_jobs_waiting)'),
  noise_warn: log('{level="warn"} |= "certificate"'),
  down_400: log('{service="external-processor"} |= "received invalid request"'),
};

const traceId = '0'.repeat(32);

export function pinned(signal: string): EvidenceQuery {
  const query = queries[signal];
  if (!query) return { modality: 'event', changeId: deploy.id };
  return query.modality === 'trace' ? { ...query, traceId } : query;
}

/** The reference's rivals, as component and mechanism. */
export const rivals: Readonly<Record<string, readonly [component: string, mechanism: string]>> = {
  ext_slow: ['payment-service', 'slow-external'],
  redis_lock: ['payment-service', 'lock-held-too-long'],
  redis_slow: ['redis', 'slow-redis-command'],
  surge: ['api-gateway', 'traffic-surge'],
  pg_lock: ['postgres', 'row-lock-contention'],
  pool_leak: ['order-service', 'connection-leak'],
  loop_block: ['order-service', 'blocked-event-loop'],
};

export const routes = ['GET /v1/orders', 'GET /v1/orders/:id', 'GET /v1/orders/recent'];
const others = ['cart', 'products', 'products/:id', 'search', 'uploads', 'login', 'rates'].map(
  (path) => `GET /v1/${path}`,
);

/** By slot and value; what is not here is said as it stands, and is wrong there and here. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  symptom: { 'orders p95/5xx': String(onsetMs), latency: String(onsetMs + 120_000) },
  resource: { 'pg-pool': 'connection-pool' },
  mechanism: {
    'uncached-slow-query': 'uncached-hot-path',
    // Nearly the same: an effect of it, as the reference has it.
    'pool-exhausted': 'cache-expiry-stampede',
    'ext-timeout': 'slow-external',
    'lock-held': 'lock-held-too-long',
    'slow-command': 'slow-redis-command',
    surge: 'traffic-surge',
    'lock-wait': 'row-lock-contention',
    'pool-leak': 'connection-leak',
    'event-loop-block': 'blocked-event-loop',
  },
  trigger: { 'deploy-2.41': deploy.id },
  // Three routes of ten are three tenths.
  blast: { 'orders-routes': routes.join(','), all: [...routes, ...others].join(',') },
  recovery: { 'rollback-13:52': 'rollback' },
};

export const valueOfSlot = (slot: string, value: string): string => values[slot]?.[value] ?? value;

/** Outcomes have as many names as signals; readings are five. One is right of each signal, and the others are told apart. */
export function readingsOf(
  outcomes: readonly string[],
): ReadonlyMap<string, 'same' | 'higher' | 'lower' | 'gone' | 'comes-and-goes'> {
  const words = ['higher', 'lower', 'gone', 'comes-and-goes'] as const;
  const others = outcomes.filter((outcome) => outcome !== 'n');
  const readings = others.map((outcome, index) => [outcome, words[index] ?? 'comes-and-goes'] as const);
  return new Map([['n', 'same'], ...readings]);
}
