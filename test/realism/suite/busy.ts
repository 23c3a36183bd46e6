/** For how long the threads of the pods were kept busy at most, as their own metric says. */
import type { RecordedSeries } from '../../support/run.ts';
import { countUntil } from './readings.ts';

/** The longest delay, microseconds, that the pod's next scrape tells of; null where the pod was gone before. */
export type LongestBlock = (pod: string, atUs: number) => number | null;

export function longestBlocks(series: readonly RecordedSeries[]): LongestBlock {
  const byPod = new Map(
    series
      .filter(({ name }) => name === 'nodejs_eventloop_delay_max_seconds')
      .map(({ labels, samples }) => [labels.pod ?? '', samples]),
  );
  return (pod, atUs) => {
    const samples = byPod.get(pod) ?? [];
    const next = samples[countUntil(samples, ({ timeMs }) => timeMs * 1000, atUs)];
    return next ? next.value * 1e6 : null;
  };
}
