/** Evidence, timeline, hypothesis. Each answer is the whole view. */
import {
  checkPredictionSchema,
  contradictionSchema,
  type EvidenceQuery,
  hintRequestSchema,
  hypothesisSchema,
  pinRequestSchema,
  timelineRequestSchema,
  verdictSchema,
} from '@firedrill/protocol';
import { z } from 'zod';
import { compareWithBefore } from '../../evidence/index.ts';
import { ApiError } from '../errors.ts';
import type { DrillRuntime } from '../runtime/drill-runtime.ts';
import { newId } from '../secrets.ts';
import type { App, RouteDeps } from './types.ts';
import { drillParams } from './types.ts';

/** A pin must be something that could be asked: the query is run before it is kept. */
async function mustBeRunnable(runtime: DrillRuntime, query: EvidenceQuery): Promise<void> {
  const toMs = runtime.visibleMs();
  const fromMs = toMs - 60_000;
  switch (query.modality) {
    case 'metric':
      await runtime.query({ kind: 'metric-instant', expr: query.expr, atMs: toMs });
      return;
    case 'log':
      await runtime.query({ kind: 'log-histogram', query: query.query, fromMs, toMs, buckets: 1 });
      return;
    case 'trace':
      if ((await runtime.query({ kind: 'trace', traceId: query.traceId })) === null)
        throw new ApiError('bad_request', 'there is no such trace', { field: 'query.traceId' });
      return;
    case 'event': {
      const changes = await runtime.query({ kind: 'changes', fromMs: runtime.scenario.historyFromMs, toMs });
      if (!changes.some(({ id }) => id === query.changeId))
        throw new ApiError('bad_request', 'there is no such change', { field: 'query.changeId' });
    }
  }
}

const checkedWindowMs = 5 * 60_000;

export function addNotebookRoutes(app: App, { seats }: RouteDeps): void {
  const path = '/api/drills/:d';
  const params = { params: drillParams };
  const item = { params: drillParams.extend({ id: z.string().min(1).max(64) }) };

  app.post(`${path}/pins`, { schema: { ...params, body: pinRequestSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    const pin = request.body;
    if (pin.window.fromMs >= runtime.visibleMs())
      throw new ApiError('bad_request', 'the window lies after the incident clock', { field: 'window.fromMs' });
    await mustBeRunnable(runtime, pin.query);
    return runtime.perform({ type: 'pin', pinId: newId(), pin }, who);
  });
  app.delete(`${path}/pins/:id`, { schema: item }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'unpin', pinId: request.params.id }, who);
  });
  app.post(`${path}/timeline`, { schema: { ...params, body: timelineRequestSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'timeline', entryId: newId(), entry: request.body }, who);
  });
  app.delete(`${path}/timeline/:id`, { schema: item }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'timeline-remove', entryId: request.params.id }, who);
  });
  app.put(`${path}/hypothesis`, { schema: { ...params, body: hypothesisSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'write', hypothesis: request.body }, who);
  });
  app.post(`${path}/hypothesis/lock`, { schema: params }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'lock' }, who);
  });
  app.post(`${path}/predictions/check`, { schema: { ...params, body: checkPredictionSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    const { predictionId } = request.body;
    const prediction = runtime.state.draft.predictions.find(({ id }) => id === predictionId);
    if (!prediction) throw new ApiError('not_found', 'there is no such prediction');
    const nowMs = runtime.visibleMs();
    const onset = runtime.state.timeline.find((entry) => entry.onset)?.atMs ?? nowMs - checkedWindowMs;
    const window = { fromMs: onset, toMs: Math.max(onset + 60_000, Math.min(nowMs, onset + checkedWindowMs)) };
    const { found, outcome } = await compareWithBefore(runtime.world, prediction.query, window, nowMs);
    return runtime.perform({ type: 'check', predictionId, found, foundReading: outcome }, who);
  });
  app.post(`${path}/predictions/verdict`, { schema: { ...params, body: verdictSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'judge', ...request.body }, who);
  });
  app.post(`${path}/contradiction`, { schema: { ...params, body: contradictionSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'contradiction', ...request.body, looked: runtime.onScreen() }, who);
  });
  app.post(`${path}/hints`, { schema: { ...params, body: hintRequestSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    const { number } = request.body;
    return runtime.perform({ type: 'hint', number, hint: runtime.scenario.hints[number - 1] ?? null }, who);
  });
  app.post(`${path}/submit`, { schema: params }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'submit' }, who);
  });
}
