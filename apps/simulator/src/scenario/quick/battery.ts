/** What tells causes apart, whichever it is: the signals of every quick drill. */
import { stringify } from 'yaml';

const p95 = (service: string): object => ({
  metric: `histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket{service="${service}"}[1m])))`,
  focus: { service },
});

const questions: Readonly<Record<string, object>> = {
  'edge-errors': { metric: 'sum(rate(nginx_ingress_controller_requests{status=~"5.."}[1m]))' },
  'edge-requests': { metric: 'sum(rate(nginx_ingress_controller_requests[1m]))' },
  logins: { metric: 'sum(rate(http_server_request_duration_seconds_count{http_route="/v1/login"}[1m]))' },
  'gateway-p95': p95('api-gateway'),
  'order-service-p95': p95('order-service'),
  'catalog-service-p95': p95('catalog-service'),
  'payment-service-p95': p95('payment-service'),
  'gateway-waits-for-orders': {
    metric:
      'histogram_quantile(0.95, sum by (le, server_address) (rate(http_client_request_duration_seconds_bucket{service="api-gateway", server_address="order-service"}[1m])))',
    focus: { server_address: 'order-service' },
  },
  'calls-of-the-catalog': {
    metric:
      'sum(rate(http_client_request_duration_seconds_count{service="api-gateway", server_address="catalog-service"}[1m]))',
  },
  'processor-p95': {
    metric:
      'histogram_quantile(0.95, sum by (le) (rate(http_client_request_duration_seconds_bucket{server_address="external-processor"}[1m])))',
  },
  'event-loop-of-the-catalog': {
    metric: 'max by (service) (nodejs_eventloop_delay_max_seconds{service="catalog-service"})',
    focus: { service: 'catalog-service' },
  },
  'event-loop-of-orders': {
    metric: 'max by (service) (nodejs_eventloop_delay_max_seconds{service="order-service"})',
    focus: { service: 'order-service' },
  },
  'pool-waiters': {
    metric: 'sum by (service) (db_client_connection_pending_requests{service="order-service"})',
    focus: { service: 'order-service' },
  },
  'statements-of-the-catalog': {
    metric:
      'histogram_quantile(0.95, sum by (le, service) (rate(db_client_operation_duration_seconds_bucket{service="catalog-service", db_system_name="postgresql"}[1m])))',
    focus: { service: 'catalog-service' },
  },
  'slow-statements': { log: '{service="postgres"} |= "duration:"' },
  'cancelled-statements': { log: '{service="postgres"} |= "canceling statement due to statement timeout"' },
  'redis-busy': { metric: 'sum(rate(redis_commands_duration_seconds_total[1m]))' },
  'redis-sets': { metric: 'sum by (cmd) (rate(redis_commands_total{cmd="set"}[1m]))', focus: { cmd: 'set' } },
  'lock-waits': { log: '{service="api-gateway"} |= "rates not renewed in time"' },
  restarts: { metric: 'sum(increase(kube_pod_container_status_restarts_total[2m]))' },
  'gateway-gives-up': { log: '{service="api-gateway"} |= "upstream call failed"' },
  'errors-of-orders': { log: '{service="order-service", level="error"}' },
};

/** As `signals:` of a scenario, over one window: those of these ids, or all. */
export const battery = (window: readonly [string, string], ids: readonly string[] = Object.keys(questions)): object[] =>
  Object.entries(questions)
    .filter(([id]) => ids.includes(id))
    .map(([id, question]) => ({ id, window, ...question }));

export const yamlOf = (value: object): string => stringify(value, { lineWidth: 120 });
