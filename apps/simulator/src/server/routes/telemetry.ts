/** Metrics, logs, traces, changes and the map: as of the incident's clock. */
import {
  logFacetsRequestSchema,
  logHistogramRequestSchema,
  logSearchRequestSchema,
  metricInstantRequestSchema,
  metricRangeRequestSchema,
  traceSearchRequestSchema,
  windowSchema,
} from '@firedrill/protocol';
import { z } from 'zod';
import type { EntryData, PanelQuery } from '../../journal/index.ts';
import type { Seated } from '../auth.ts';
import { ApiError, notFound } from '../errors.ts';
import { serviceMap } from './map.ts';
import type { App, RouteDeps } from './types.ts';
import { drillParams } from './types.ts';

const windowQuery = z.object({ fromMs: z.coerce.number(), toMs: z.coerce.number() }).pipe(windowSchema);
const mostPoints = 11_000;

/** What a person asked goes into the journal each time; what a panel shows by itself, the first time. */
async function note(
  { runtime, who }: Seated,
  askedBy: 'view' | 'person',
  data: EntryData,
  shown?: PanelQuery,
): Promise<void> {
  if (askedBy === 'person') await runtime.perform({ type: 'look', data }, who);
  else if (shown) await runtime.viewed(shown, who);
}

const mustBeOrdered = ({ fromMs, toMs }: { fromMs: number; toMs: number }): void => {
  if (fromMs >= toMs) throw new ApiError('bad_request', 'fromMs must be before toMs', { field: 'fromMs' });
};

export function addTelemetryRoutes(app: App, { seats }: RouteDeps): void {
  const path = '/api/drills/:d';
  const params = { params: drillParams };

  app.post(`${path}/metrics/range`, { schema: { ...params, body: metricRangeRequestSchema } }, async (request) => {
    const seated = await seats.of(request, request.params.d);
    const { askedBy, ...query } = request.body;
    mustBeOrdered(query);
    if ((query.toMs - query.fromMs) / query.stepMs > mostPoints)
      throw new ApiError('bad_request', `more than ${mostPoints} points: use a longer step`, { field: 'stepMs' });
    const result = await seated.runtime.query({ kind: 'metric-range', ...query });
    const { expr, fromMs, toMs } = query;
    await note(seated, askedBy, { type: 'metric.queried', expr, fromMs, toMs }, { modality: 'metric', expr });
    return result;
  });
  app.post(`${path}/metrics/instant`, { schema: { ...params, body: metricInstantRequestSchema } }, async (request) => {
    const seated = await seats.of(request, request.params.d);
    const { askedBy, expr, atMs } = request.body;
    const result = await seated.runtime.query({ kind: 'metric-instant', expr, atMs });
    const data = { type: 'metric.queried', expr, fromMs: atMs, toMs: atMs } as const;
    await note(seated, askedBy, data, { modality: 'metric', expr });
    return result;
  });
  app.get(`${path}/metrics/metadata`, { schema: params }, async (request) => {
    const { runtime } = await seats.of(request, request.params.d);
    return runtime.query({ kind: 'metric-metadata' });
  });
  app.get(
    `${path}/metrics/labels/:name`,
    { schema: { params: drillParams.extend({ name: z.string().min(1).max(200) }) } },
    async (request) => {
      const { runtime } = await seats.of(request, request.params.d);
      return runtime.query({ kind: 'metric-label-values', name: request.params.name });
    },
  );
  app.post(`${path}/logs/search`, { schema: { ...params, body: logSearchRequestSchema } }, async (request) => {
    const seated = await seats.of(request, request.params.d);
    const { askedBy, cursor, ...query } = request.body;
    mustBeOrdered(query);
    const result = await seated.runtime.query({
      kind: 'log-search',
      ...query,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const data = { type: 'log.queried', query: query.query, fromMs: query.fromMs, toMs: query.toMs } as const;
    if (cursor === undefined) await note(seated, askedBy, data, { modality: 'log', query: query.query });
    return result;
  });
  app.post(`${path}/logs/histogram`, { schema: { ...params, body: logHistogramRequestSchema } }, async (request) => {
    const { runtime } = await seats.of(request, request.params.d);
    mustBeOrdered(request.body);
    return runtime.query({ kind: 'log-histogram', ...request.body });
  });
  app.post(`${path}/logs/facets`, { schema: { ...params, body: logFacetsRequestSchema } }, async (request) => {
    const { runtime } = await seats.of(request, request.params.d);
    mustBeOrdered(request.body);
    return runtime.query({ kind: 'log-facets', ...request.body });
  });
  app.post(`${path}/traces/search`, { schema: { ...params, body: traceSearchRequestSchema } }, async (request) => {
    const seated = await seats.of(request, request.params.d);
    const { askedBy, fromMs, toMs, limit, service, operation, status, minDurationMs, maxDurationMs } = request.body;
    mustBeOrdered(request.body);
    const result = await seated.runtime.query({
      kind: 'trace-search',
      fromMs,
      toMs,
      limit,
      ...(service ? { service } : {}),
      ...(operation ? { operation } : {}),
      ...(status ? { status } : {}),
      ...(minDurationMs === undefined ? {} : { minDurationMs }),
      ...(maxDurationMs === undefined ? {} : { maxDurationMs }),
    });
    await note(seated, askedBy, {
      type: 'trace.searched',
      service: service ?? '',
      operation: operation ?? '',
      fromMs,
      toMs,
    });
    return result;
  });
  app.get(
    `${path}/traces/:traceId`,
    { schema: { params: drillParams.extend({ traceId: z.string().max(64) }) } },
    async (request) => {
      const seated = await seats.of(request, request.params.d);
      const { traceId } = request.params;
      const trace = await seated.runtime.query({ kind: 'trace', traceId });
      if (trace === null) throw notFound('trace (only one in ten is kept)');
      await note(seated, 'person', { type: 'trace.opened', traceId });
      return trace;
    },
  );
  app.get(`${path}/changes`, { schema: { ...params, querystring: windowQuery } }, async (request) => {
    const { runtime } = await seats.of(request, request.params.d);
    return runtime.query({ kind: 'changes', ...request.query });
  });
  app.get(`${path}/map`, { schema: { ...params, querystring: windowQuery } }, async (request) => {
    const { runtime } = await seats.of(request, request.params.d);
    return serviceMap(runtime, request.query);
  });
}
