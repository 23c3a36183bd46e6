/** R2: whatever arrived was answered, or is still there; and all who count it count the same. */
import type { EdgeRequest, RecordedLine, RecordedSeries } from '../support/run.ts';

/** Between arriving and being read, at least: a scrape waits until its target is free, and is dated when it was asked. */
const readWithinUs = 250_000;

/** How many of the sorted instants are at most `timeUs`. */
function countUntil(sorted: readonly number[], timeUs: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= timeUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sums of several series at the instants at which all scrapes of their target happened. */
function summed(series: readonly RecordedSeries[]): { timeMs: number; value: number }[] {
  const times = [...new Set(series.flatMap(({ samples }) => samples.map(({ timeMs }) => timeMs)))].sort(
    (a, b) => a - b,
  );
  const maps = series.map(({ samples }) => new Map(samples.map(({ timeMs, value }) => [timeMs, value])));
  return times.map((timeMs) => ({ timeMs, value: maps.reduce((sum, map) => sum + (map.get(timeMs) ?? 0), 0) }));
}

/** How long after its date each scrape of a target may have been read, by date. */
function readingsOf(series: readonly RecordedSeries[], target: number): (timeMs: number) => number {
  const took = series.find((one) => one.target === target && one.name === 'scrape_duration_seconds');
  const byTime = new Map(took?.samples.map(({ timeMs, value }) => [timeMs, value * 1e6]));
  return (timeMs) => Math.max(readWithinUs, byTime.get(timeMs) ?? 0);
}

/** Compares a counter's increase from scrape to scrape with the happenings it counts. */
function compare(
  what: string,
  counter: readonly { timeMs: number; value: number }[],
  happened: readonly number[],
  withinUs: (timeMs: number) => number = () => readWithinUs,
) {
  const sorted = [...happened].sort((a, b) => a - b);
  let compared = 0;
  const problems: string[] = [];
  counter.forEach(({ timeMs, value }, i) => {
    const before = counter[i - 1];
    if (!before) return;
    compared++;
    const [fromUs, toUs] = [before.timeMs * 1000, timeMs * 1000];
    const increase = value - before.value;
    const least = countUntil(sorted, toUs) - countUntil(sorted, fromUs + withinUs(before.timeMs));
    const most = countUntil(sorted, toUs + withinUs(timeMs)) - countUntil(sorted, fromUs);
    if (increase < least || increase > most)
      problems.push(`${what} until ${timeMs}: counted ${increase}, happened ${least} to ${most}`);
  });
  return { compared, problems };
}

export interface Comparison {
  readonly compared: number;
  readonly problems: readonly string[];
}

const together = (all: readonly Comparison[]): Comparison => ({
  compared: all.reduce((sum, one) => sum + one.compared, 0),
  problems: all.flatMap(({ problems }) => problems),
});

/** Each pod's histogram of requests against the lines it wrote about them. */
export function podsAgainstTheirLines(series: readonly RecordedSeries[], lines: readonly RecordedLine[]): Comparison {
  const written = new Map<string, number[]>();
  for (const { instance, trueUs } of lines) {
    const known = written.get(instance.pod) ?? [];
    written.set(instance.pod, known);
    known.push(trueUs);
  }
  const counted = new Map<string, RecordedSeries[]>();
  for (const one of series) {
    if (one.name !== 'http_server_request_duration_seconds_count') continue;
    const pod = one.labels.pod ?? '';
    counted.set(pod, [...(counted.get(pod) ?? []), one]);
  }
  return together(
    [...counted].map(([pod, of]) =>
      compare(pod, summed(of), written.get(pod) ?? [], readingsOf(series, of[0]?.target ?? -1)),
    ),
  );
}

/** The ingress: its counter, its access log, its own clients, as of every scrape and status. */
export function edgeAgainstItself(
  series: readonly RecordedSeries[],
  lines: readonly RecordedLine[],
  edge: readonly EdgeRequest[],
): Comparison {
  const statuses = [...new Set(edge.map(({ status }) => status))].sort();
  return together(
    statuses.flatMap((status) => {
      const counter = summed(
        series.filter(
          ({ name, labels }) => name === 'nginx_ingress_controller_requests' && labels.status === String(status),
        ),
      );
      return [
        compare(
          `edge requests, ${status}`,
          counter,
          edge.filter((request) => request.status === status).map(({ endUs }) => endUs),
        ),
        compare(
          `access lines, ${status}`,
          counter,
          lines.filter(({ fields }) => fields.status === status).map(({ trueUs }) => trueUs),
        ),
      ];
    }),
  );
}

/** Open connections at each scrape against the requests that had begun and not ended. Later ones have to be known too. */
export function openAtTheEdge(
  series: readonly RecordedSeries[],
  edge: readonly EdgeRequest[],
  window: readonly [fromUs: number, toUs: number],
): Comparison {
  const gauge = series.find(
    ({ name, labels }) => name === 'nginx_ingress_controller_nginx_process_connections' && labels.state === 'active',
  );
  const samples = (gauge?.samples ?? []).filter(
    ({ timeMs }) => timeMs * 1000 >= window[0] && timeMs * 1000 < window[1],
  );
  const problems = samples.flatMap(({ timeMs, value }) => {
    // The scrape stands at a whole millisecond that it was cut to; what changed within it may count or not.
    const [earliest, latest] = [timeMs * 1000, timeMs * 1000 + 1000];
    const surely = edge.filter(({ beganUs, endUs }) => beganUs <= earliest && endUs > latest).length;
    const possibly = edge.filter(({ beganUs, endUs }) => beganUs <= latest && endUs >= earliest).length;
    return value < surely || value > possibly ? [`${timeMs}: ${value} open, ${surely} to ${possibly} under way`] : [];
  });
  return { compared: samples.length, problems };
}

/** R4: a pool never uses more than it has, and nobody waits while something is free. */
export function poolProblems(series: readonly RecordedSeries[]): Comparison & { readonly waited: number } {
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
