/** How much longer each span of a trace took than such spans take in the healthy world. */
import type { Span, Trace } from '@firedrill/protocol';

export interface Excess {
  readonly span: Span;
  /** Time that no child accounts for, ms. */
  readonly selfMs: number;
  /** Mean of such spans in the healthy world; null: there are none. */
  readonly usualMs: number | null;
  readonly excessMs: number;
}

const endOf = ({ startMs, durationMs }: Span): number => startMs + durationMs;
const nameOf = ({ service, operation }: Span): string => `${service} ${operation}`;

function selfMsOf(span: Span, spans: readonly Span[]): number {
  let covered = 0;
  let untilMs = span.startMs;
  const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
  for (const child of children.sort((a, b) => a.startMs - b.startMs)) {
    const fromMs = Math.max(untilMs, child.startMs);
    const toMs = Math.min(endOf(span), endOf(child));
    if (toMs <= fromMs) continue;
    covered += toMs - fromMs;
    untilMs = toMs;
  }
  return Math.max(0, span.durationMs - covered);
}

/** By service and operation. */
export function usualOf(healthy: readonly Trace[]): ReadonlyMap<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { spans } of healthy)
    for (const span of spans) {
      const { sum, count } = sums.get(nameOf(span)) ?? { sum: 0, count: 0 };
      sums.set(nameOf(span), { sum: sum + selfMsOf(span, spans), count: count + 1 });
    }
  return new Map([...sums].map(([name, { sum, count }]) => [name, sum / count]));
}

export const excessOf = ({ spans }: Trace, usual: ReadonlyMap<string, number>): Excess[] =>
  spans.map((span) => {
    const selfMs = selfMsOf(span, spans);
    const usualMs = usual.get(nameOf(span)) ?? null;
    return { span, selfMs, usualMs, excessMs: Math.max(0, selfMs - (usualMs ?? 0)) };
  });
