import type { RecordedSeries } from '../../support/run.ts';

/** A pool never uses more than it has, and nobody waits while something is free. */
export function overdrawn(series: readonly RecordedSeries[]): {
  readonly compared: number;
  readonly problems: readonly string[];
  readonly waited: number;
} {
  const samplesOf = (target: number, name: string, state?: string): Map<number, number> => {
    const found = series.find(
      (one) =>
        one.target === target &&
        one.name === name &&
        (state === undefined || one.labels.db_client_connection_state === state),
    );
    return new Map(found?.samples.map(({ timeMs, value }) => [timeMs, value]));
  };
  let compared = 0;
  let waited = 0;
  const problems: string[] = [];
  for (const { target, labels, samples } of series) {
    if (labels.db_client_connection_state !== 'used') continue;
    const most = samplesOf(target, 'db_client_connection_max');
    const idle = samplesOf(target, 'db_client_connection_count', 'idle');
    const pending = samplesOf(target, 'db_client_connection_pending_requests');
    for (const { timeMs, value } of samples) {
      compared++;
      const waiting = pending.get(timeMs) ?? Number.NaN;
      if (waiting > 0) waited++;
      const max = most.get(timeMs) ?? Number.NaN;
      if (!(value + (idle.get(timeMs) ?? Number.NaN) <= max))
        problems.push(`${labels.pod} at ${timeMs}: ${value} of ${max}`);
      if (waiting > 0 && value !== max)
        problems.push(`${labels.pod} at ${timeMs}: ${waiting} wait while ${value} of ${max} are used`);
    }
  }
  return { compared, problems, waited };
}
