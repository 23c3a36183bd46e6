/** Evidence, timeline, hypothesis. Each answer is the whole view. */
import {
  checkPredictionSchema,
  contradictionSchema,
  hintRequestSchema,
  hypothesisSchema,
  pinRequestSchema,
  timelineRequestSchema,
  verdictSchema,
} from '@firedrill/protocol';
import { z } from 'zod';
import { compareWithBefore } from '../../evidence/index.ts';
import { ApiError } from '../errors.ts';
import { mustBeOver, mustBePinnable, mustBeTestable } from '../runtime/askable.ts';
import type { DrillRuntime } from '../runtime/drill-runtime.ts';
import { newId } from '../secrets.ts';
import type { App, RouteDeps } from './types.ts';
import { drillParams } from './types.ts';

const checkedWindowMs = 5 * 60_000;

/** What a prediction without a window is checked in: the minutes after what the team takes for the onset. */
function sinceOnset({ state }: DrillRuntime, nowMs: number) {
  const fromMs = state.timeline.find((entry) => entry.onset)?.atMs ?? nowMs - checkedWindowMs;
  return { fromMs, toMs: Math.max(fromMs + 60_000, Math.min(nowMs, fromMs + checkedWindowMs)) };
}

export function addNotebookRoutes(app: App, { seats }: RouteDeps): void {
  const path = '/api/drills/:d';
  const params = { params: drillParams };
  const item = { params: drillParams.extend({ id: z.string().min(1).max(64) }) };

  app.post(`${path}/pins`, { schema: { ...params, body: pinRequestSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    const pin = request.body;
    await mustBePinnable(runtime, pin);
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
    await mustBeTestable(runtime, runtime.state.draft.predictions);
    return runtime.perform({ type: 'lock' }, who);
  });
  app.post(`${path}/predictions/check`, { schema: { ...params, body: checkPredictionSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    const { predictionId } = request.body;
    const prediction = runtime.state.draft.predictions.find(({ id }) => id === predictionId);
    if (!prediction) throw new ApiError('not_found', 'there is no such prediction');
    await mustBeTestable(runtime, [prediction]);
    mustBeOver(runtime, prediction);
    const nowMs = runtime.visibleMs();
    const window = prediction.window ?? sinceOnset(runtime, nowMs);
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
