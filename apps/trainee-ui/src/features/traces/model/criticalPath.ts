import type { Span, Trace } from '@firedrill/protocol';
import { childrenOf } from './waterfall.ts';

export interface Stretch {
  readonly spanId: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What the trace waited for, from its end back: within a span, the child that ended last before the moment looked at,
 * then the one before that child began. Children that go on after their parent count up to its end.
 */
export function criticalPath(trace: Trace): readonly Stretch[] {
  const children = childrenOf(trace);
  const root = children.get('')?.[0];
  if (root === undefined) return [];
  const path: Stretch[] = [];
  // Clocks of pods differ by milliseconds, so a child may seem to begin before its parent: it counts from the parent's.
  const walk = (span: Span, sinceMs: number, untilMs: number): void => {
    let cursor = untilMs;
    const own = (children.get(span.spanId) ?? [])
      .map((child) => ({
        child,
        fromMs: Math.max(sinceMs, child.startMs),
        toMs: Math.min(untilMs, child.startMs + child.durationMs),
      }))
      .sort((a, b) => b.toMs - a.toMs || b.fromMs - a.fromMs);
    for (const { child, fromMs, toMs } of own) {
      if (toMs > cursor || fromMs >= toMs) continue;
      if (cursor > toMs) path.push({ spanId: span.spanId, fromMs: toMs, toMs: cursor });
      walk(child, fromMs, toMs);
      cursor = fromMs;
    }
    if (cursor > sinceMs) path.push({ spanId: span.spanId, fromMs: sinceMs, toMs: cursor });
  };
  walk(root, root.startMs, root.startMs + root.durationMs);
  return path.sort((a, b) => a.fromMs - b.fromMs);
}
