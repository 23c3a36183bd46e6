import { type DashboardSpec, quantiles } from './types.ts';

const served = 'http_server_request_duration_seconds';
const mine = '{service="$service"}';

export const service: DashboardSpec = {
  id: 'service',
  title: 'Service',
  panels: [
    {
      id: 'rate-by-route',
      title: 'Requests by route',
      unit: '/s',
      queries: [
        {
          expr: `sum by (http_request_method, http_route) (rate(${served}_count${mine}[$__rate_interval]))`,
          legend: '{{http_request_method}} {{http_route}}',
        },
      ],
    },
    {
      id: 'errors-by-status',
      title: 'Errors by status',
      unit: '/s',
      queries: [
        {
          expr: `sum by (http_response_status_code) (rate(${served}_count{service="$service", http_response_status_code=~"[45].."}[$__rate_interval]))`,
          legend: '{{http_response_status_code}}',
        },
      ],
    },
    { id: 'latency', title: 'Latency', unit: 's', queries: quantiles(served, mine) },
    {
      id: 'p95-by-route',
      title: 'p95 by route',
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.95, sum by (http_request_method, http_route, le) (rate(${served}_bucket${mine}[$__rate_interval])))`,
          legend: '{{http_request_method}} {{http_route}}',
        },
      ],
    },
    {
      id: 'active-requests',
      title: 'Requests in flight',
      unit: 'count',
      queries: [{ expr: `sum by (pod) (http_server_active_requests${mine})`, legend: '{{pod}}' }],
    },
    {
      id: 'event-loop-delay',
      title: 'Event loop delay',
      unit: 's',
      queries: [
        { expr: `max(nodejs_eventloop_delay_p50_seconds${mine})`, legend: 'p50' },
        { expr: `max(nodejs_eventloop_delay_p99_seconds${mine})`, legend: 'p99' },
        { expr: `max(nodejs_eventloop_delay_max_seconds${mine})`, legend: 'max' },
      ],
    },
    {
      id: 'cpu',
      title: 'CPU used',
      unit: 'ratio',
      queries: [{ expr: `sum by (pod) (rate(process_cpu_seconds_total${mine}[$__rate_interval]))`, legend: '{{pod}}' }],
    },
    {
      id: 'memory',
      title: 'Memory',
      unit: 'bytes',
      queries: [{ expr: `sum by (pod) (process_resident_memory_bytes${mine})`, legend: '{{pod}}' }],
    },
    {
      id: 'pool-connections',
      title: 'Pool connections',
      unit: 'count',
      queries: [
        {
          expr: `sum by (db_client_connection_state) (db_client_connection_count${mine})`,
          legend: '{{db_client_connection_state}}',
        },
        { expr: `sum(db_client_connection_pending_requests${mine})`, legend: 'waiting' },
      ],
    },
    {
      id: 'pool-wait',
      title: 'Wait for a pool connection',
      unit: 's',
      queries: quantiles('db_client_connection_wait_time_seconds', mine),
    },
    {
      id: 'pool-timeouts',
      title: 'Pool time-outs',
      unit: '/s',
      queries: [
        {
          expr: `sum by (pod) (rate(db_client_connection_timeouts_total${mine}[$__rate_interval]))`,
          legend: '{{pod}}',
        },
      ],
    },
  ],
};
