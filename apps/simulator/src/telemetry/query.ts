/** The one door to a world's telemetry. */
import { logFacets } from './logql/facets.ts';
import { logHistogram } from './logql/histogram.ts';
import { searchLogs } from './logql/search.ts';
import { logTemplates } from './logql/templates.ts';
import { instantQuery, rangeQuery, selectorMatchers } from './promql/engine.ts';
import type { TelemetryRequest, TelemetryResult, TelemetryResults } from './requests.ts';
import { changes } from './store/changes.ts';
import { edgeMinutes } from './store/edge.ts';
import { groupsWithout, labelValues, metricMetadata } from './store/metadata.ts';
import { seriesSource } from './store/source.ts';
import type { Store } from './store/store.ts';
import { searchTraces } from './traces/search.ts';
import { spanDurations, traceById } from './traces/trace.ts';

export * from './errors.ts';
export { formatLogQuery, type LogQuery, type LogQueryParts } from './logql/ast.ts';
export { parseLogQuery } from './logql/parse.ts';
export * from './requests.ts';

/** Answers a request with what could be seen at `asOfMs`. Throws a TelemetryError. */
export function execute<R extends TelemetryRequest>(store: Store, request: R, asOfMs: number): TelemetryResult<R> {
  // The switch pairs each kind with its own result; the compiler cannot follow that through a generic.
  return answer(store, request, asOfMs) as TelemetryResult<R>;
}

function answer(store: Store, request: TelemetryRequest, asOfMs: number): TelemetryResults[TelemetryRequest['kind']] {
  switch (request.kind) {
    case 'metric-range':
      return rangeQuery(request.expr, request.fromMs, request.toMs, request.stepMs, seriesSource(store, asOfMs));
    case 'metric-instant':
      return instantQuery(request.expr, request.atMs, seriesSource(store, asOfMs));
    case 'metric-metadata':
      return metricMetadata(store, asOfMs);
    case 'metric-label-values': {
      const matchers = request.match === undefined ? undefined : selectorMatchers(request.match);
      return labelValues(store, asOfMs, request.name, matchers);
    }
    case 'metric-groups':
      return groupsWithout(store, asOfMs, selectorMatchers(request.match), request.without);
    case 'log-search':
      return searchLogs(store, request, asOfMs);
    case 'log-histogram':
      return logHistogram(store, request, asOfMs);
    case 'log-facets':
      return logFacets(store, request, asOfMs);
    case 'log-templates':
      return logTemplates(store, request, asOfMs);
    case 'trace-search':
      return searchTraces(store, request, asOfMs);
    case 'trace':
      return traceById(store, request.traceId, asOfMs);
    case 'span-durations':
      return spanDurations(store, request, asOfMs);
    case 'changes':
      return changes(store, request, asOfMs);
    case 'edge-minutes':
      return edgeMinutes(store, request);
  }
}
