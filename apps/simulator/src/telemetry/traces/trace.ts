import type { Span, Trace } from '@firedrill/protocol';
import { parseTraceId, spanIdHex, traceIdHex } from '../ids.ts';
import { decodeValue } from '../record/spans.ts';
import type { SpanDuration, SpanDurations } from '../requests.ts';
import type { Store } from '../store/store.ts';
import { isVisible, type SpanAt, traceOf } from './index-of-traces.ts';

export const statusNames = ['unset', 'ok', 'error'] as const;

export function spanOf(store: Store, { segment, row }: SpanAt): Span {
  const { registry } = store;
  const template = registry.spanTemplates[segment.template];
  const lo = segment.traceLo[row] ?? 0;
  const startUs = segment.startUs[row] ?? 0;
  const attributes = (template?.attributes ?? []).flatMap((name, i) => {
    const id = segment.attributes[i]?.[row] ?? 0;
    return id === 0 ? [] : [[name, decodeValue(registry.strings.text(id))] as const];
  });
  return {
    spanId: spanIdHex(lo, segment.spanId[row] ?? 0),
    parentSpanId: spanIdHex(lo, segment.parentSpanId[row] ?? 0),
    service: template?.service ?? '',
    pod: registry.instances[segment.instance[row] ?? 0]?.pod ?? '',
    operation: template?.operation ?? '',
    kind: template?.kind ?? 'internal',
    startMs: startUs / 1000,
    durationMs: ((segment.endUs[row] ?? 0) - startUs) / 1000,
    status: statusNames[segment.status[row] ?? 0] ?? 'unset',
    attributes: Object.fromEntries(attributes),
  };
}

/** Parents before their children, siblings by start; spans whose parent is not there (yet) after the root's. */
function inTreeOrder(spans: readonly Span[]): Span[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = new Map<string, Span[]>();
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs || (a.spanId < b.spanId ? -1 : 1))) {
    const parent = known.has(span.parentSpanId) ? span.parentSpanId : '';
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const ordered: Span[] = [];
  const visit = (span: Span): void => {
    ordered.push(span);
    for (const child of children.get(span.spanId) ?? []) visit(child);
  };
  const tops = children.get('') ?? [];
  for (const top of tops.filter(({ parentSpanId }) => parentSpanId === '')) visit(top);
  for (const top of tops.filter(({ parentSpanId }) => parentSpanId !== '')) visit(top);
  return ordered;
}

export function traceById(store: Store, traceId: string, asOfMs: number): Trace | null {
  const key = parseTraceId(traceId);
  const entry = key && traceOf(store, key.hi, key.lo);
  const spans = entry?.spans.filter((at) => isVisible(store, at, asOfMs * 1000)) ?? [];
  return spans.length === 0 ? null : { traceId, spans: inTreeOrder(spans.map((at) => spanOf(store, at))) };
}

/** Length of the union of intervals, each cut to [from, to]. */
function covered(intervals: readonly (readonly [number, number])[], from: number, to: number): number {
  let end = from;
  let sum = 0;
  for (const [start, stop] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const begin = Math.max(start, end);
    const until = Math.min(stop, to);
    if (until <= begin) continue;
    sum += until - begin;
    end = until;
  }
  return sum;
}

/** What a span did itself: without the time in which a child of it ran. */
function selfUs(store: Store, { segment, row }: SpanAt): number {
  const startUs = segment.startUs[row] ?? 0;
  const endUs = segment.endUs[row] ?? 0;
  const spans = traceOf(store, segment.traceHi[row] ?? 0, segment.traceLo[row] ?? 0)?.spans ?? [];
  const children = spans
    .filter((other) => other.segment.parentSpanId[other.row] === segment.spanId[row])
    .map((other) => [other.segment.startUs[other.row] ?? 0, other.segment.endUs[other.row] ?? 0] as const);
  return endUs - startUs - covered(children, startUs, endUs);
}

export function spanDurations(store: Store, request: SpanDurations, asOfMs: number): SpanDuration[] {
  const { registry } = store;
  const fromUs = request.fromMs * 1000;
  const toUs = request.toMs * 1000;
  const found: SpanDuration[] = [];
  for (const segment of store.spans) {
    const template = registry.spanTemplates[segment.template];
    if (template?.service !== request.service || template.operation !== request.operation) continue;
    for (let row = 0; row < segment.startUs.length; row++) {
      const startUs = segment.startUs[row] ?? 0;
      const at = { segment, row };
      if (startUs < fromUs || startUs >= toUs || !isVisible(store, at, asOfMs * 1000)) continue;
      found.push({
        traceId: traceIdHex(segment.traceHi[row] ?? 0, segment.traceLo[row] ?? 0),
        startMs: startUs / 1000,
        durationMs: ((segment.endUs[row] ?? 0) - startUs) / 1000,
        selfMs: selfUs(store, at) / 1000,
        status: statusNames[segment.status[row] ?? 0] ?? 'unset',
      });
    }
  }
  return found.sort((a, b) => a.startMs - b.startMs || (a.traceId < b.traceId ? -1 : 1));
}
