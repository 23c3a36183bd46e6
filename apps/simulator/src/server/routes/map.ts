/** The service map: rates, errors and p95 of nodes and edges, from the same series as everything else. */
import type { MetricSeries, ServiceMap, ServiceMapEdge, ServiceMapNode, TimeWindow } from '@firedrill/protocol';
import type { DrillRuntime } from '../runtime/drill-runtime.ts';

interface Figures {
  requestsPerSecond: number;
  errorsPerSecond: number;
  p95Ms: number | null;
}

type ByKey = Map<string, Figures>;

const kinds: Readonly<Record<string, ServiceMapNode['kind']>> = {
  'nginx-ingress': 'edge',
  'external-processor': 'external',
  postgres: 'database',
  redis: 'cache',
  queue: 'queue',
};

const numberOf = (series: MetricSeries): number => {
  const value = series.values[0];
  return typeof value === 'number' ? value : 0;
};

const figures = (map: ByKey, key: string): Figures => {
  const known = map.get(key) ?? { requestsPerSecond: 0, errorsPerSecond: 0, p95Ms: null };
  map.set(key, known);
  return known;
};

/** One kind of thing: which series count it, which of them failed, and the label that names it. */
interface Source {
  readonly metric: string;
  readonly by: readonly string[];
  readonly failed: string;
  readonly selector?: string;
  readonly key: (labels: Readonly<Record<string, string>>) => string;
}

const sources = {
  services: {
    metric: 'http_server_request_duration_seconds',
    by: ['service'],
    failed: 'http_response_status_code=~"5.."',
    key: (l: Readonly<Record<string, string>>) => l.service ?? '',
  },
  calls: {
    metric: 'http_client_request_duration_seconds',
    by: ['service', 'server_address'],
    failed: 'error_type!~"|4.."',
    key: (l: Readonly<Record<string, string>>) => `${l.service} ${l.server_address}`,
  },
  stores: {
    metric: 'db_client_operation_duration_seconds',
    by: ['service', 'db_system_name'],
    failed: 'error_type!=""',
    key: (l: Readonly<Record<string, string>>) =>
      `${l.service} ${l.db_system_name === 'postgresql' ? 'postgres' : l.db_system_name}`,
  },
  edge: {
    metric: 'nginx_ingress_controller_request_duration_seconds',
    by: ['service'],
    failed: 'status=~"5.."',
    key: () => 'nginx-ingress',
  },
} satisfies Record<string, Source>;

async function collect(runtime: DrillRuntime, source: Source, window: TimeWindow): Promise<ByKey> {
  const atMs = Math.min(window.toMs, runtime.visibleMs());
  const range = `[${Math.max(60, Math.round((atMs - window.fromMs) / 1000))}s]`;
  const by = `by (${source.by.join(', ')})`;
  const ask = async (expr: string): Promise<readonly MetricSeries[]> =>
    (await runtime.query({ kind: 'metric-instant', expr, atMs })).series;
  const [rates, errors, p95] = await Promise.all([
    ask(`sum ${by} (rate(${source.metric}_count${range}))`),
    ask(`sum ${by} (rate(${source.metric}_count{${source.failed}}${range}))`),
    ask(`histogram_quantile(0.95, sum by (le, ${source.by.join(', ')}) (rate(${source.metric}_bucket${range})))`),
  ]);
  const found: ByKey = new Map();
  for (const series of rates) figures(found, source.key(series.labels)).requestsPerSecond = numberOf(series);
  for (const series of errors) figures(found, source.key(series.labels)).errorsPerSecond = numberOf(series);
  for (const series of p95) figures(found, source.key(series.labels)).p95Ms = numberOf(series) * 1000;
  return found;
}

const shown = ({ requestsPerSecond, errorsPerSecond, p95Ms }: Figures): Omit<ServiceMapNode, 'service' | 'kind'> => ({
  requestsPerSecond,
  errorRatio: requestsPerSecond === 0 ? 0 : errorsPerSecond / requestsPerSecond,
  p95Ms: p95Ms !== null && Number.isFinite(p95Ms) ? p95Ms : null,
});

export async function serviceMap(runtime: DrillRuntime, window: TimeWindow): Promise<ServiceMap> {
  const [services, calls, stores, edge] = await Promise.all([
    collect(runtime, sources.services, window),
    collect(runtime, sources.calls, window),
    collect(runtime, sources.stores, window),
    collect(runtime, sources.edge, window),
  ]);
  const between: ByKey = new Map([...calls, ...stores]);
  const gateway = edge.get('nginx-ingress');
  if (gateway) between.set('nginx-ingress api-gateway', gateway);
  const edges: ServiceMapEdge[] = [...between]
    .map(([key, value]) => {
      const [from = '', to = ''] = key.split(' ');
      return { from, to, ...shown(value) };
    })
    .sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
  const own = new Map([...services, ...edge]);
  const names = [...new Set([...own.keys(), ...edges.flatMap(({ from, to }) => [from, to])])].sort();
  const nodes = names.map((service): ServiceMapNode => {
    const into = edges.filter(({ to }) => to === service);
    const summed: Figures = {
      requestsPerSecond: into.reduce((sum, e) => sum + e.requestsPerSecond, 0),
      errorsPerSecond: into.reduce((sum, e) => sum + e.requestsPerSecond * e.errorRatio, 0),
      p95Ms: into.reduce<number | null>((most, e) => (e.p95Ms === null ? most : Math.max(most ?? 0, e.p95Ms)), null),
    };
    return { service, kind: kinds[service] ?? 'service', ...shown(own.get(service) ?? summed) };
  });
  return { nodes, edges };
}
