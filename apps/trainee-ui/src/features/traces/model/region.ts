import type { TraceSummary } from '@firedrill/protocol';

/** A rectangle of the heatmap. */
export interface Region {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lowMs: number;
  readonly highMs: number;
}

export const isInside = (trace: TraceSummary, region: Region): boolean =>
  trace.startMs >= region.fromMs &&
  trace.startMs <= region.toMs &&
  trace.durationMs >= region.lowMs &&
  trace.durationMs <= region.highMs;

/** Traces inside of a region and the rest. */
export function split(
  traces: readonly TraceSummary[],
  region: Region,
): { readonly inside: readonly TraceSummary[]; readonly outside: readonly TraceSummary[] } {
  return {
    inside: traces.filter((trace) => isInside(trace, region)),
    outside: traces.filter((trace) => !isInside(trace, region)),
  };
}
