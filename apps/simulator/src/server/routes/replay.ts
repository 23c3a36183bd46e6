/** The replay of a debrief: what was on a screen, as of any second. Open when the debrief is. */
import { replayQuerySchema } from '@firedrill/protocol';
import { screenThen } from '../../drill/index.ts';
import { ApiError, notFound } from '../errors.ts';
import type { App, RouteDeps } from './types.ts';
import { drillParams } from './types.ts';

export function addReplayRoutes(app: App, { seats }: RouteDeps): void {
  app.get(
    '/api/drills/:d/replay',
    { schema: { params: drillParams, querystring: replayQuerySchema } },
    async (request) => {
      const { runtime } = await seats.of(request, request.params.d);
      if (runtime.state.phase !== 'ended')
        throw new ApiError('out_of_turn', 'the replay opens when the drill has ended');
      const { seq } = request.query;
      const atMs = Math.min(request.query.atMs, runtime.visibleMs());
      const screen = await screenThen(runtime.journal, seq, atMs, (asked) => runtime.world.query(asked, atMs));
      if (screen === null) throw notFound('look');
      return screen;
    },
  );
}
