import type { LogHistogramResult, LogLevel } from '@firedrill/protocol';
import type { LogHistogram } from '../requests.ts';
import type { Store } from '../store/store.ts';
import { passes, stretches } from './scan.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'fatal'];

export function logHistogram(store: Store, request: LogHistogram, asOfMs: number): LogHistogramResult {
  const { fromMs, toMs, buckets } = request;
  const stepMs = Math.max(1, Math.ceil((toMs - fromMs) / buckets));
  const count = Math.ceil((toMs - fromMs) / stepMs);
  const counts = new Map(levels.map((level) => [level, new Array<number>(count).fill(0)]));
  for (const { segment, from, to, tests } of stretches(store, request.query, request, asOfMs)) {
    const column = counts.get(store.registry.logTemplates[segment.template]?.level ?? 'info') ?? [];
    const fromUs = fromMs * 1000;
    const stepUs = stepMs * 1000;
    for (let row = from; row < to; row++) {
      if (tests.length > 0 && !passes(tests, segment, row)) continue;
      const bucket = Math.floor(((segment.timeUs[row] ?? 0) - fromUs) / stepUs);
      column[bucket] = (column[bucket] ?? 0) + 1;
    }
  }
  const of = (level: LogLevel): number[] => counts.get(level) ?? [];
  return {
    fromMs,
    stepMs,
    counts: { debug: of('debug'), info: of('info'), warn: of('warn'), error: of('error'), fatal: of('fatal') },
  };
}
