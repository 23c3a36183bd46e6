import type { LogHistogramResult, LogLevel } from '@firedrill/protocol';

export const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'fatal'];

export interface Bar {
  readonly fromMs: number;
  readonly toMs: number;
  readonly total: number;
  /** From the bottom up; heights in counts. */
  readonly pieces: readonly { readonly level: LogLevel; readonly base: number; readonly count: number }[];
}

/** Stacked bars, worst on the ground so that a few errors are seen under many lines. */
export function toBars(result: LogHistogramResult): readonly Bar[] {
  const length = Math.max(0, ...levels.map((level) => result.counts[level]?.length ?? 0));
  return Array.from({ length }, (_, index) => {
    let base = 0;
    const pieces = [];
    for (const level of [...levels].reverse()) {
      const count = result.counts[level]?.[index] ?? 0;
      if (count > 0) pieces.push({ level, base, count });
      base += count;
    }
    const fromMs = result.fromMs + index * result.stepMs;
    return { fromMs, toMs: fromMs + result.stepMs, total: base, pieces };
  });
}
