import type { TimeWindow, TraceSummary } from '@firedrill/protocol';

export interface Cell {
  readonly column: number;
  readonly row: number;
  readonly count: number;
  readonly errors: number;
}

export interface Heatmap {
  readonly columns: number;
  readonly rows: number;
  readonly cells: readonly Cell[];
  readonly maxCount: number;
  /** Durations at the bottom and top edge, ms; the scale between is logarithmic. */
  readonly lowMs: number;
  readonly highMs: number;
}

const smallestMs = 0.1;

/** Ends of the scale: whole powers of ten around the durations. */
export function durationRange(traces: readonly TraceSummary[]): { readonly lowMs: number; readonly highMs: number } {
  const durations = traces.map((trace) => Math.max(smallestMs, trace.durationMs));
  if (durations.length === 0) return { lowMs: 1, highMs: 10_000 };
  const low = Math.floor(Math.log10(Math.min(...durations)));
  const high = Math.ceil(Math.log10(Math.max(...durations)));
  return { lowMs: 10 ** low, highMs: 10 ** Math.max(high, low + 1) };
}

/** 0 at the bottom, 1 at the top. */
export const heightOf = (durationMs: number, lowMs: number, highMs: number): number =>
  Math.log10(Math.max(smallestMs, durationMs) / lowMs) / Math.log10(highMs / lowMs);

export const durationAt = (height: number, lowMs: number, highMs: number): number =>
  lowMs * 10 ** (height * Math.log10(highMs / lowMs));

/** Counts traces in cells of time and duration. */
export function binTraces(traces: readonly TraceSummary[], window: TimeWindow, columns: number, rows: number): Heatmap {
  const { lowMs, highMs } = durationRange(traces);
  const counts = new Map<number, { count: number; errors: number }>();
  const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, Math.floor(value * size)));
  for (const trace of traces) {
    const x = (trace.startMs - window.fromMs) / (window.toMs - window.fromMs);
    if (x < 0 || x > 1) continue;
    const key = clamp(x, columns) * rows + clamp(heightOf(trace.durationMs, lowMs, highMs), rows);
    const cell = counts.get(key) ?? { count: 0, errors: 0 };
    cell.count += 1;
    if (trace.errorCount > 0) cell.errors += 1;
    counts.set(key, cell);
  }
  const cells = [...counts].map(([key, cell]) => ({ column: Math.floor(key / rows), row: key % rows, ...cell }));
  return { columns, rows, cells, maxCount: Math.max(0, ...cells.map((cell) => cell.count)), lowMs, highMs };
}
