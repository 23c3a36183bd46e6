/** For how long the threads of the pods were kept busy at most, as their own metric says. */
import type { RecordedSeries } from '../../support/run.ts';
import { countUntil } from './readings.ts';

/**
 * The longest delay, microseconds, that the pod's next scrape tells of, or the one before it: a scrape that waited for the end of the
 * same block is dated before. Null where the pod was gone before it was asked again.
 */
export type LongestBlock = (pod: string, atUs: number) => number | null;

export function longestBlocks(series: readonly RecordedSeries[]): LongestBlock {
  const byPod = new Map(
    series
      .filter(({ name }) => name === 'nodejs_eventloop_delay_max_seconds')
      .map(({ labels, samples }) => [labels.pod ?? '', samples]),
  );
  return (pod, atUs) => {
    const samples = byPod.get(pod) ?? [];
    const after = countUntil(samples, ({ timeMs }) => timeMs * 1000, atUs);
    const next = samples[after];
    return next ? Math.max(next.value, samples[after - 1]?.value ?? 0) * 1e6 : null;
  };
}
