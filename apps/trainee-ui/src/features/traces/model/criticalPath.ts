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
  const walk = (span: Span, untilMs: number): void => {
    let cursor = Math.min(untilMs, span.startMs + span.durationMs);
    const own = [...(children.get(span.spanId) ?? [])].sort(
      (a, b) => b.startMs + b.durationMs - (a.startMs + a.durationMs) || b.startMs - a.startMs,
    );
    for (const child of own) {
      const endMs = Math.min(child.startMs + child.durationMs, span.startMs + span.durationMs);
      if (child.startMs >= cursor || endMs > cursor || child.durationMs === 0) continue;
      if (cursor > endMs) path.push({ spanId: span.spanId, fromMs: endMs, toMs: cursor });
      walk(child, endMs);
      cursor = Math.max(span.startMs, child.startMs);
    }
    if (cursor > span.startMs) path.push({ spanId: span.spanId, fromMs: span.startMs, toMs: cursor });
  };
  walk(root, root.startMs + root.durationMs);
  return path.sort((a, b) => a.fromMs - b.fromMs);
}
