import { drillPath, type MetricMetadata } from '@firedrill/protocol';
import type { PrometheusClient } from '@prometheus-io/codemirror-promql/dist/esm/client/prometheus';
import { api } from '../../../data/api.ts';

/** What the editor's completion asks, answered by this drill's telemetry. Refusals complete nothing. */
export function completionClient(drillId: string): PrometheusClient {
  let held: Promise<MetricMetadata> | null = null;
  const metadata = (): Promise<MetricMetadata> => {
    held ??= api.get<MetricMetadata>(drillPath(drillId, '/metrics/metadata')).catch(() => {
      held = null;
      return { metrics: [], labelNames: [] };
    });
    return held;
  };
  return {
    labelNames: async () => [...(await metadata()).labelNames],
    labelValues: (name) =>
      api.get<string[]>(drillPath(drillId, `/metrics/labels/${encodeURIComponent(name)}`)).catch(() => []),
    metricMetadata: async () =>
      Object.fromEntries((await metadata()).metrics.map(({ name, type, help }) => [name, [{ type, help }]])),
    series: async () => [],
    metricNames: async () => (await metadata()).metrics.flatMap(({ name, type }) => namesOf(name, type)),
    flags: async () => ({}),
  };
}

/** A histogram is queried by its parts. */
const namesOf = (name: string, type: string): string[] =>
  type === 'histogram' && !/_(bucket|sum|count)$/.test(name)
    ? [`${name}_bucket`, `${name}_sum`, `${name}_count`]
    : [name];
