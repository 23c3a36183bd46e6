/** A drill's course: start, clocks, acting, ending. */
import { actionSchema, clockCommandSchema, feltSchema, recoverySchema, viewedSchema } from '@firedrill/protocol';
import { z } from 'zod';
import { exported, exportFormats } from '../../drill/index.ts';
import type { DrillScoreOptions } from '../../score/index.ts';
import { choicesNow, possibleNow } from '../runtime/possible.ts';
import type { App, RouteDeps } from './types.ts';
import { drillParams } from './types.ts';

/** `rubric`: a version; the newest by default. `timeBoxes`: as the drill was set up by default. */
const debriefQuery = z.object({
  rubric: z.string().max(20).optional(),
  timeBoxes: z.enum(['on', 'off']).optional(),
});
const optionsOf = ({ rubric, timeBoxes }: z.infer<typeof debriefQuery>): DrillScoreOptions => ({
  ...(rubric === undefined ? {} : { version: rubric }),
  ...(timeBoxes === undefined ? {} : { timeBoxes: timeBoxes === 'on' }),
});
/** Who asks for a debrief is told after this long what is awaited. */
const patienceMs = 2_000;

export function addDrillRoutes(app: App, { seats, comparisons }: RouteDeps): void {
  const path = '/api/drills/:d';
  const params = { params: drillParams };

  app.get(path, { schema: params }, async (request) => (await seats.of(request, request.params.d)).runtime.view());
  app.post(`${path}/start`, { schema: params }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    const worldReady = runtime.world.progress().ready;
    const page = worldReady ? await runtime.world.page() : null;
    return runtime.perform({ type: 'start', page, worldReady }, who);
  });
  app.post(`${path}/acknowledge`, { schema: params }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'acknowledge' }, who);
  });
  app.post(`${path}/clock`, { schema: { ...params, body: clockCommandSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    const latestMs = Math.min(runtime.world.progress().toMs, runtime.scenario.endsAtMs);
    return runtime.perform({ type: 'clock', command: request.body, latestMs, present: runtime.presentSeats() }, who);
  });
  app.post(`${path}/viewed`, { schema: { ...params, body: viewedSchema } }, async (request, reply) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    if (request.body.what === 'changes') await runtime.perform({ type: 'look', data: { type: 'events.viewed' } }, who);
    return reply.status(204).send();
  });
  app.post(`${path}/actions`, { schema: { ...params, body: actionSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    const possible = await possibleNow(runtime, request.body);
    return runtime.perform({ type: 'act', action: request.body, possible }, who);
  });
  app.get(`${path}/actions/choices`, { schema: params }, async (request) => {
    const { runtime } = await seats.of(request, request.params.d);
    return choicesNow(runtime);
  });
  app.post(`${path}/recovery`, { schema: { ...params, body: recoverySchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'recover', note: request.body.note, looked: runtime.onScreen() }, who);
  });
  app.post(`${path}/end`, { schema: params }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'end' }, who);
  });
  app.post(`${path}/felt`, { schema: { ...params, body: feltSchema } }, async (request) => {
    const { runtime, who } = await seats.of(request, request.params.d);
    return runtime.perform({ type: 'feel', text: request.body.text }, who);
  });
  app.get(
    `${path}/debrief/export`,
    { schema: { ...params, querystring: debriefQuery.extend({ format: z.enum(exportFormats) }) } },
    async (request, reply) => {
      const { runtime } = await seats.of(request, request.params.d);
      const debrief = await runtime.debrief(patienceMs, optionsOf(request.query));
      if ('pending' in debrief) return reply.status(202).send(debrief);
      const file = exported(debrief, runtime.stored.teamName, await comparisons.of(runtime), request.query.format);
      return reply
        .header('content-type', file.contentType)
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .serializer((text: string) => text)
        .send(file.text);
    },
  );
  app.get(`${path}/comparison`, { schema: params }, async (request) =>
    comparisons.of((await seats.of(request, request.params.d)).runtime),
  );
  app.get(`${path}/debrief`, { schema: { ...params, querystring: debriefQuery } }, async (request, reply) => {
    const { runtime } = await seats.of(request, request.params.d);
    const debrief = await runtime.debrief(patienceMs, optionsOf(request.query));
    return reply.status('pending' in debrief ? 202 : 200).send(debrief);
  });
}
