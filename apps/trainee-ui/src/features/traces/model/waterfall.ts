import type { Span, Trace } from '@firedrill/protocol';

export interface SpanRow {
  readonly span: Span;
  readonly depth: number;
  readonly childCount: number;
  /** 0-1 of the trace. */
  readonly left: number;
  readonly width: number;
  /** Duration less the time covered by its children, ms. */
  readonly selfMs: number;
}

export interface Waterfall {
  readonly startMs: number;
  readonly durationMs: number;
  /** Parents before children, siblings by start. */
  readonly rows: readonly SpanRow[];
}

const endOf = (span: Span): number => span.startMs + span.durationMs;
const byStart = (a: Span, b: Span): number => a.startMs - b.startMs || (a.spanId < b.spanId ? -1 : 1);

/** Children of each span by its id; spans whose parent is not in the trace stand under ''. */
export function childrenOf(trace: Trace): ReadonlyMap<string, readonly Span[]> {
  const known = new Set(trace.spans.map((span) => span.spanId));
  const children = new Map<string, Span[]>();
  for (const span of trace.spans) {
    const parent = known.has(span.parentSpanId) && span.parentSpanId !== span.spanId ? span.parentSpanId : '';
    const list = children.get(parent) ?? [];
    list.push(span);
    children.set(parent, list);
  }
  for (const list of children.values()) list.sort(byStart);
  return children;
}

/** Time of a span that none of its children covers, ms. */
export function selfTime(span: Span, children: readonly Span[]): number {
  let covered = 0;
  let until = span.startMs;
  for (const child of [...children].sort(byStart)) {
    const from = Math.max(until, child.startMs);
    const to = Math.min(endOf(span), endOf(child));
    if (to > from) {
      covered += to - from;
      until = to;
    }
  }
  return Math.max(0, span.durationMs - covered);
}

/** Rows of the waterfall; children of spans in `folded` are left out. */
export function layoutTrace(trace: Trace, folded: ReadonlySet<string> = new Set()): Waterfall {
  const children = childrenOf(trace);
  const startMs = Math.min(...trace.spans.map((span) => span.startMs));
  const durationMs = Math.max(...trace.spans.map(endOf), startMs + 0.001) - startMs;
  const rows: SpanRow[] = [];
  const visit = (span: Span, depth: number): void => {
    const own = children.get(span.spanId) ?? [];
    rows.push({
      span,
      depth,
      childCount: own.length,
      left: (span.startMs - startMs) / durationMs,
      width: span.durationMs / durationMs,
      selfMs: selfTime(span, own),
    });
    if (!folded.has(span.spanId)) for (const child of own) visit(child, depth + 1);
  };
  for (const root of children.get('') ?? []) visit(root, 0);
  return { startMs, durationMs, rows };
}
