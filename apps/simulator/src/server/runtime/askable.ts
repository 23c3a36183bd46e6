/** Whether what somebody wants to keep or to predict can be asked of the drill's world at all. */
import { type EvidenceQuery, outcomesFor, type PinRequest, type Prediction, readingsFor } from '@firedrill/protocol';
import { groupsAbout, groupsOf } from '../../evidence/index.ts';
import { TelemetryError } from '../../telemetry/errors.ts';
import { ApiError } from '../errors.ts';
import type { DrillRuntime } from './drill-runtime.ts';

const minuteMs = 60_000;
/** What a prediction's query shows is looked up in so many minutes before now. */
const recentMs = 5 * minuteMs;
/** So many series are named to who must choose one. */
const namedOf = 3;

/** The query is run. Rejects with an ApiError, or with the query's own error. */
async function mustBeRunnable(runtime: DrillRuntime, query: EvidenceQuery): Promise<void> {
  const toMs = runtime.visibleMs();
  const fromMs = toMs - minuteMs;
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

interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Some of the names of the series that it shows in a window, when it shows several and says of none that it is meant. */
async function ambiguous(runtime: DrillRuntime, query: EvidenceQuery, window: Window): Promise<string | null> {
  if (query.modality !== 'metric') return null;
  const asOfMs = runtime.visibleMs();
  const found = await groupsOf(runtime.world, query, { ...window, toMs: Math.min(window.toMs, asOfMs) }, asOfMs);
  const groups = groupsAbout(query, found);
  if (groups.length < 2) return null;
  return `${groups.length} series (${groups.slice(0, namedOf).join('; ')}${groups.length > namedOf ? '; ...' : ''})`;
}

/** Rejects when the window is out of sight, the reading does not fit the query, or the query cannot be run. */
export async function mustBePinnable(runtime: DrillRuntime, { query, window, reading }: PinRequest): Promise<void> {
  if (window.fromMs >= runtime.visibleMs())
    throw new ApiError('bad_request', 'the window lies after the incident clock', { field: 'window.fromMs' });
  if (window.toMs <= runtime.scenario.historyFromMs)
    throw new ApiError('bad_request', 'the window lies before all that was recorded', { field: 'window.toMs' });
  const fitting = readingsFor(query);
  if (!fitting.includes(reading))
    throw new ApiError('bad_request', `of this evidence one can read ${fitting.join(', ')}`, {
      field: 'reading',
    });
  await mustBeRunnable(runtime, query);
  const several = await ambiguous(runtime, query, window);
  if (several)
    throw new ApiError('bad_request', `this query shows ${several}: choose the one that you read`, {
      field: 'query.focus',
    });
}

const timeOf = (ms: number): string => new Date(Math.ceil(ms / 1000) * 1000).toISOString().slice(11, 19);

/** Nobody will ever see what it predicts. */
function outOfSight({ scenario }: DrillRuntime, { window }: Prediction): string | null {
  if (!window) return null;
  if (window.fromMs < scenario.historyFromMs) return 'its window lies before all that was recorded';
  return window.toMs > scenario.endsAtMs ? `its window ends after this drill, at ${timeOf(scenario.endsAtMs)}` : null;
}

/** Rejects when the window that a prediction is about is not over yet. */
export function mustBeOver(runtime: DrillRuntime, { window }: Prediction): void {
  if (window && window.toMs > runtime.visibleMs())
    throw new ApiError('out_of_turn', `what it predicts is not over yet: check after ${timeOf(window.toMs)}`, {
      field: 'predictionId',
    });
}

/** Rejects when a prediction cannot be put to the test: it names which. */
export async function mustBeTestable(runtime: DrillRuntime, predictions: readonly Prediction[]): Promise<void> {
  for (const [index, prediction] of predictions.entries()) {
    const { query, outcome, window } = prediction;
    const field = `predictions.${index}`;
    const unseen = outOfSight(runtime, prediction);
    if (unseen)
      throw new ApiError('bad_request', `the prediction cannot be evaluated: ${unseen}`, { field: `${field}.window` });
    if (query.modality === 'event')
      throw new ApiError('bad_request', 'a change that is there already cannot fail: predict what a query shows', {
        field: `${field}.query`,
      });
    const fitting = outcomesFor(query.modality);
    if (!fitting.includes(outcome))
      throw new ApiError('bad_request', `of this query one can predict ${fitting.join(', ')}`, {
        field: `${field}.outcome`,
      });
    try {
      await mustBeRunnable(runtime, query);
    } catch (error) {
      if (error instanceof ApiError || error instanceof TelemetryError)
        throw new ApiError('bad_request', `the prediction cannot be evaluated: ${error.message}`, {
          field: `${field}.query`,
        });
      throw error;
    }
    const toMs = runtime.visibleMs();
    const seen = window && window.fromMs < toMs ? window : { fromMs: toMs - recentMs, toMs };
    const several = await ambiguous(runtime, query, seen);
    if (several)
      throw new ApiError(
        'bad_request',
        `the prediction cannot be evaluated: its query shows ${several}; predict one of them, by matchers or by the query of a pin`,
        { field: `${field}.query` },
      );
  }
}
