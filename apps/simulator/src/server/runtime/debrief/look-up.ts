/** What a journal only names: changes of the feed and spans of opened traces, from the team's own world. */
import type { Change, Span } from '@firedrill/protocol';
import type { Looked, SpanName } from '../../../score/index.ts';
import type { World } from '../../../world/worlds.ts';
import type { DrillRuntime } from '../drill-runtime.ts';

/** Spans of a trace that are worth comparing. */
const mostSpans = 4;

function selfMs(span: Span, spans: readonly Span[]): number {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
  return span.durationMs - children.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** Where most of the time passed, most first. */
function slowest(spans: readonly Span[]): SpanName[] {
  const byName = new Map<string, SpanName & { ms: number }>();
  for (const span of spans) {
    const { service, operation } = span;
    const name = `${service} ${operation}`;
    byName.set(name, { service, operation, ms: (byName.get(name)?.ms ?? 0) + Math.max(0, selfMs(span, spans)) });
  }
  return [...byName.values()]
    .sort((a, b) => b.ms - a.ms)
    .slice(0, mostSpans)
    .map(({ service, operation }) => ({ service, operation }));
}

export async function lookUp({ journal, scenario }: DrillRuntime, world: World): Promise<Looked> {
  const endMs = journal.at(-1)?.incidentMs ?? scenario.endsAtMs;
  const feed = await world.query({ kind: 'changes', fromMs: scenario.historyFromMs, toMs: endMs }, endMs);
  const changes: Record<string, Change> = Object.fromEntries(feed.map((change) => [change.id, change]));
  const spans: Record<string, readonly SpanName[]> = {};
  const starts: Record<string, number> = {};
  for (const { data, incidentMs } of journal) {
    if (data.type !== 'trace.opened' || data.traceId in spans) continue;
    const trace = await world.query({ kind: 'trace', traceId: data.traceId }, incidentMs);
    if (!trace) continue;
    spans[data.traceId] = slowest(trace.spans);
    starts[data.traceId] = Math.min(...trace.spans.map(({ startMs }) => startMs));
  }
  return { changes, spans, starts };
}
