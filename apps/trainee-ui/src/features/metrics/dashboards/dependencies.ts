import type { DashboardSpec } from './types.ts';

const database = 'db_client_operation_duration_seconds';
const outbound = 'http_client_request_duration_seconds';

export const dependencies: DashboardSpec = {
  id: 'dependencies',
  title: 'Dependencies',
  panels: [
    {
      id: 'db-latency',
      title: 'Store operations, p95 by service',
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.95, sum by (service, db_system_name, le) (rate(${database}_bucket[$__rate_interval])))`,
          legend: '{{service}} {{db_system_name}}',
        },
      ],
    },
    {
      id: 'db-rate',
      title: 'Store operations by service',
      unit: '/s',
      queries: [
        {
          expr: `sum by (service, db_system_name) (rate(${database}_count[$__rate_interval]))`,
          legend: '{{service}} {{db_system_name}}',
        },
      ],
    },
    {
      id: 'pg-activity',
      title: 'Postgres backends by state',
      unit: 'count',
      queries: [{ expr: 'sum by (state) (pg_stat_activity_count)', legend: '{{state}}' }],
    },
    {
      id: 'pg-connections',
      title: 'Postgres connections',
      unit: 'count',
      queries: [
        { expr: 'sum(pg_stat_activity_count)', legend: 'open' },
        { expr: 'max(pg_settings_max_connections)', legend: 'limit' },
      ],
    },
    {
      id: 'pg-cpu',
      title: 'Postgres CPU, cores',
      unit: 'count',
      queries: [
        {
          expr: 'sum(rate(container_cpu_usage_seconds_total{container="postgres"}[$__rate_interval]))',
          legend: 'used',
        },
        { expr: 'max(machine_cpu_cores)', legend: 'cores' },
      ],
    },
    {
      id: 'node-cpu',
      title: 'Node CPU used',
      unit: 'ratio',
      queries: [
        {
          expr: '1 - avg by (node) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))',
          legend: '{{node}}',
        },
      ],
    },
    {
      id: 'redis-commands',
      title: 'Redis commands',
      unit: '/s',
      queries: [{ expr: 'sum by (cmd) (rate(redis_commands_total[$__rate_interval]))', legend: '{{cmd}}' }],
    },
    {
      id: 'redis-latency',
      title: 'Redis time per command',
      unit: 's',
      queries: [
        {
          expr: 'sum by (cmd) (rate(redis_commands_duration_seconds_total[$__rate_interval])) / sum by (cmd) (rate(redis_commands_total[$__rate_interval]))',
          legend: '{{cmd}}',
        },
      ],
    },
    {
      id: 'queue-jobs',
      title: 'Queued jobs',
      unit: 'count',
      queries: [{ expr: 'sum by (queue, state) (bullmq_job_count)', legend: '{{queue}} {{state}}' }],
    },
    {
      id: 'outbound-latency',
      title: 'Outbound requests, p95 by address',
      unit: 's',
      queries: [
        {
          expr: `histogram_quantile(0.95, sum by (service, server_address, le) (rate(${outbound}_bucket[$__rate_interval])))`,
          legend: '{{service}} to {{server_address}}',
        },
      ],
    },
    {
      id: 'outbound-errors',
      title: 'Outbound errors by address',
      unit: '/s',
      queries: [
        {
          expr: `sum by (service, server_address) (rate(${outbound}_count{error_type!=""}[$__rate_interval]))`,
          legend: '{{service}} to {{server_address}}',
        },
      ],
    },
  ],
};
