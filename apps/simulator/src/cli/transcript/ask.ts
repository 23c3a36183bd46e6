/** What a transcript looks at, asked as the panes would ask it, and as something that can be pinned. */
import type {
  Change,
  EvidenceQuery,
  LogSearchResult,
  MetricRangeResult,
  Trace,
  TraceSearchResult,
} from '@firedrill/protocol';
import type { Subject } from '../../scenario/transcript.ts';
import type { SeatAt } from './seat.ts';

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

const stepMs = 15_000;
const mostTraces = 500;

async function traceWith(
  seat: SeatAt,
  { service, operation, slowerThanMs }: NonNullable<Subject['trace']>,
  window: Window,
): Promise<EvidenceQuery> {
  const search = { ...window, service, operation, minDurationMs: slowerThanMs, limit: mostTraces, askedBy: 'person' };
  const { traces } = await seat.ask<TraceSearchResult>('POST', '/traces/search', search);
  const [slowest] = [...traces].sort((a, b) => b.durationMs - a.durationMs);
  if (!slowest) throw new Error(`no trace of ${service} ${operation} takes ${slowerThanMs} ms or more`);
  await seat.ask<Trace>('GET', `/traces/${slowest.traceId}`);
  return { modality: 'trace', traceId: slowest.traceId, service, operation };
}

export async function changeOf(
  seat: SeatAt,
  { kind, service, reason }: NonNullable<Subject['event']>,
  { fromMs, toMs }: Window,
): Promise<Change> {
  const changes = await seat.ask<Change[]>('GET', `/changes?fromMs=${fromMs}&toMs=${toMs}`);
  const fits = (one: Change): boolean =>
    one.kind === kind && one.service === service && (reason === undefined || one.reason === reason);
  const found = changes.find(fits);
  if (found) return found;
  throw new Error(`no change of kind ${kind} for ${service}${reason === undefined ? '' : ` (${reason})`}`);
}

/** Looks, and gives what was looked at. Throws when there is nothing of the kind. */
export async function lookAt(seat: SeatAt, subject: Subject, window: Window): Promise<EvidenceQuery> {
  const { metric, focus = {}, log, trace, event } = subject;
  if (metric !== undefined) {
    const { fromMs, toMs } = window;
    const step = Math.max(stepMs, Math.ceil((toMs - fromMs) / 1_000 / 1000) * 1000);
    await seat.ask<MetricRangeResult>('POST', '/metrics/range', {
      expr: metric,
      fromMs,
      toMs,
      stepMs: step,
      askedBy: 'person',
    });
    return { modality: 'metric', expr: metric, focus };
  }
  if (log !== undefined) {
    await seat.ask<LogSearchResult>('POST', '/logs/search', { query: log, ...window, askedBy: 'person' });
    return { modality: 'log', query: log };
  }
  if (trace !== undefined) return traceWith(seat, trace, window);
  if (event === undefined) throw new Error('a step looks at one of metric, log, trace, event');
  await seat.ask<null>('POST', '/viewed', { what: 'changes' });
  return { modality: 'event', changeId: (await changeOf(seat, event, window)).id };
}
