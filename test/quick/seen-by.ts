/** A world as somebody with a seat in its drill sees it: every question goes through the server, and shows what the clock allows. */
import type { Examined } from '../../apps/simulator/src/evidence/index.ts';
import type { TelemetryRequest, TelemetryResult } from '../../apps/simulator/src/telemetry/query.ts';
import type { Trainee } from '../support/trainee.ts';

function pathOf({ kind, ...rest }: TelemetryRequest): readonly [string, string, unknown?] {
  // Bodies are what the schemas of the wire contract name.
  const body = rest as Record<string, unknown>;
  switch (kind) {
    case 'metric-range':
      return ['POST', '/metrics/range', body];
    case 'metric-metadata':
      return ['GET', '/metrics/metadata'];
    case 'log-histogram':
      return ['POST', '/logs/histogram', body];
    case 'log-facets':
      return ['POST', '/logs/facets', body];
    case 'trace-search':
      return ['POST', '/traces/search', body];
    case 'trace':
      return ['GET', `/traces/${String(body.traceId)}`];
    case 'changes':
      return ['GET', `/changes?fromMs=${String(body.fromMs)}&toMs=${String(body.toMs)}`];
    default:
      throw new Error(`trainees have no way to ask for ${kind}`);
  }
}

export const seenBy = (trainee: Trainee): Examined => ({
  query: <R extends TelemetryRequest>(request: R) => {
    const [method, path, body] = pathOf(request);
    // The server answers each path with the same type as the world does.
    return trainee.must<TelemetryResult<R>>(method, path, body);
  },
});
