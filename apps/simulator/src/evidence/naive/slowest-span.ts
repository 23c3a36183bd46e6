import type { Trace, TraceSearchResult } from '@firedrill/protocol';
import { type Guess, type NaiveView, nothing, readAs } from './guess.ts';

const meanings = [
  [/^pg-pool/, 'connection-leak'],
  [/^pg\.query/, 'slow-query'],
  [/^(get|set|del|mget|eval|evalsha|hgetall|incr|expire)\b/, 'slow-redis-command'],
  [/^(GET|POST|PUT)$/, 'slow-external'],
] as const;

/** A search gives the newest: the slowest are those that a stricter search leaves. */
const slowestFirstMs = [30_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 0];

type Span = Trace['spans'][number];

/** Duration less what its children took, each counted whole. */
function selfMs(span: Span, spans: readonly Span[]): number {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
  return span.durationMs - children.reduce((sum, child) => sum + child.durationMs, 0);
}

/** "The longest bar is the culprit." */
export async function slowestSpan({ world, during, asOfMs }: NaiveView): Promise<Guess> {
  let traces: TraceSearchResult['traces'] = [];
  for (const minDurationMs of slowestFirstMs) {
    ({ traces } = await world.query({ kind: 'trace-search', ...during, minDurationMs, limit: 200 }, asOfMs));
    if (traces.length > 0) break;
  }
  const [slowest] = [...traces].sort((a, b) => b.durationMs - a.durationMs);
  const trace = slowest && (await world.query({ kind: 'trace', traceId: slowest.traceId }, asOfMs));
  if (!trace) return nothing;
  const [span] = [...trace.spans].sort((a, b) => selfMs(b, trace.spans) - selfMs(a, trace.spans));
  if (!span) return nothing;
  return {
    component: span.service,
    mechanism: readAs(span.operation, meanings),
    because: `${span.operation} of ${span.service} took ${Math.round(span.durationMs)} ms`,
  };
}
