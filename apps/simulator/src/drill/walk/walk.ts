/** A trace that shows what went wrong, and what to say while walking through it. */
import type { Span, Trace, TraceWalk } from '@firedrill/protocol';
import { type Excess, excessOf, usualOf } from './excess.ts';

const mostSpans = 40;
const mostSteps = 5;
/** Less of a trace's time is not worth a sentence. */
const leastShare = 0.05;
/** Of those that show it: not the worst one, which may have more than one reason. */
const typical = 0.75;

export interface Place {
  /** Spans that the scenario itself points at, and what it is between. */
  readonly spans: readonly { readonly service: string; readonly operation: string }[];
  readonly services: ReadonlySet<string>;
}

const rootOf = ({ spans }: Trace): Span | undefined => spans.find(({ parentSpanId }) => parentSpanId === '');
const isAt = ({ spans, services }: Place, { service, operation }: Span): boolean =>
  services.has(service) || spans.some((one) => one.service === service && one.operation === operation);

/** The longest spans, and all that they are part of. */
export function longest({ traceId, spans }: Trace, most: number): Trace {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const kept = new Set<Span>();
  for (const span of [...spans].sort((a, b) => b.durationMs - a.durationMs)) {
    const line: Span[] = [];
    for (let at: Span | undefined = span; at && !kept.has(at); at = byId.get(at.parentSpanId)) line.push(at);
    if (kept.size + line.length <= most) for (const one of line) kept.add(one);
  }
  return { traceId, spans: spans.filter((span) => kept.has(span)) };
}

/** It failed, and nothing within it in the same service did. */
const isWhereItFailed = (span: Span, spans: readonly Span[]): boolean =>
  span.status === 'error' &&
  !spans.some(
    ({ parentSpanId, status, service }) =>
      parentSpanId === span.spanId && status === 'error' && service === span.service,
  );

const duration = (ms: number): string =>
  ms >= 1000 ? `${(ms / 1000).toPrecision(3)} s` : `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;

function said({ span, selfMs, usualMs, excessMs }: Excess, startMs: number): string {
  const after = `After ${duration(Math.max(0, span.startMs - startMs))}`;
  if (span.status === 'error' && excessMs === 0)
    return `${after}: ${span.service} is in "${span.operation}", which fails after ${duration(span.durationMs)}.`;
  const usually =
    usualMs === null
      ? 'such requests usually have nothing like it'
      : `in the healthy shop it is ${duration(usualMs)} on average`;
  const ended = span.status === 'error' ? ', and fails' : '';
  return `${after}: ${span.service} is in "${span.operation}" for ${duration(selfMs)} of its own${ended}; ${usually}.`;
}

/**
 * Of these traces the one that shows best what went wrong at the place, in its typical form.
 * `healthy`: such traces as they usually are. Null when none shows anything.
 */
export function walkThrough(traces: readonly Trace[], healthy: readonly Trace[], place: Place): TraceWalk | null {
  const usual = usualOf(healthy);
  const shown = traces
    .map((trace) => ({ trace, excess: excessOf(trace, usual) }))
    .map((one) => ({
      ...one,
      atPlaceMs: one.excess.reduce((sum, { span, excessMs }) => sum + (isAt(place, span) ? excessMs : 0), 0),
    }))
    .filter(({ atPlaceMs, trace }) => atPlaceMs >= leastShare * (rootOf(trace)?.durationMs ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => a.atPlaceMs - b.atPlaceMs || (a.trace.traceId < b.trace.traceId ? -1 : 1));
  const picked = shown[Math.floor((shown.length - 1) * typical)];
  const root = picked && rootOf(picked.trace);
  if (!picked || !root) return null;
  const trace = longest(picked.trace, mostSpans);
  const kept = new Set(trace.spans.map(({ spanId }) => spanId));
  // Who gave up says it best, though it took no longer than usual.
  const gaveUp = ({ span }: Excess): boolean => isAt(place, span) && isWhereItFailed(span, picked.trace.spans);
  const steps = picked.excess
    .filter((one) => kept.has(one.span.spanId) && (gaveUp(one) || one.excessMs >= leastShare * root.durationMs))
    .sort((a, b) => Number(gaveUp(b)) - Number(gaveUp(a)) || b.excessMs - a.excessMs)
    .slice(0, mostSteps)
    .sort((a, b) => a.span.startMs - b.span.startMs)
    .map((excess) => ({ spanId: excess.span.spanId, text: said(excess, root.startMs) }));
  const same = healthy
    .filter((one) => rootOf(one)?.service === root.service && rootOf(one)?.operation === root.operation)
    .sort((a, b) => (rootOf(a)?.durationMs ?? 0) - (rootOf(b)?.durationMs ?? 0));
  const usualTrace = same[Math.floor(same.length / 2)];
  return {
    why: `${shown.length} of ${traces.length} such traces show it; this is a typical one.`,
    trace,
    healthy: usualTrace ? longest(usualTrace, mostSpans) : null,
    steps,
  };
}
