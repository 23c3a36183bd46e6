import { type DashboardSpec, quantiles } from './types.ts';

const requests = 'nginx_ingress_controller_requests';

export const overview: DashboardSpec = {
  id: 'overview',
  title: 'Overview',
  panels: [
    {
      id: 'edge-rate',
      title: 'Requests at the edge',
      unit: '/s',
      queries: [{ expr: `sum(rate(${requests}[$__rate_interval]))`, legend: 'requests' }],
    },
    {
      id: 'edge-errors',
      title: 'Errors at the edge',
      unit: 'ratio',
      queries: [
        {
          expr: `(sum(rate(${requests}{status=~"5.."}[$__rate_interval])) or vector(0)) / sum(rate(${requests}[$__rate_interval]))`,
          legend: '5xx share',
        },
      ],
    },
    {
      id: 'edge-latency',
      title: 'Latency at the edge',
      unit: 's',
      queries: quantiles('nginx_ingress_controller_request_duration_seconds'),
    },
    {
      id: 'service-rate',
      title: 'Requests by service',
      unit: '/s',
      queries: [
        {
          expr: 'sum by (service) (rate(http_server_request_duration_seconds_count[$__rate_interval]))',
          legend: '{{service}}',
        },
      ],
    },
    {
      id: 'service-errors',
      title: 'Errors by service',
      unit: 'ratio',
      queries: [
        {
          expr: 'sum by (service) (rate(http_server_request_duration_seconds_count{http_response_status_code=~"5.."}[$__rate_interval])) / sum by (service) (rate(http_server_request_duration_seconds_count[$__rate_interval])) or sum by (service) (rate(http_server_request_duration_seconds_count[$__rate_interval])) * 0',
          legend: '{{service}}',
        },
      ],
    },
    {
      id: 'service-p95',
      title: 'p95 by service',
      unit: 's',
      queries: [
        {
          expr: 'histogram_quantile(0.95, sum by (service, le) (rate(http_server_request_duration_seconds_bucket[$__rate_interval])))',
          legend: '{{service}}',
        },
      ],
    },
    {
      id: 'pods-ready',
      title: 'Pods ready',
      unit: 'count',
      queries: [{ expr: 'sum by (deployment) (kube_deployment_status_replicas_available)', legend: '{{deployment}}' }],
    },
  ],
};
