/** Calls between services that were given up: the caller counts an error, and the callee, which goes on, none. */
import type { RecordedLine, RecordedSeries } from '../../support/run.ts';
import { type Reading, timesByPod } from './readings.ts';
import type { Run } from './run.ts';
import { groupBy } from './statistics.ts';

/** Whoever was given up on has answered by then, for nobody. */
const answeredMs = 20_000;

const timeoutsOf =
  (upstream: string) =>
  ({ name, labels }: RecordedSeries): boolean =>
    name === 'http_client_request_duration_seconds_count' &&
    labels.error_type === 'UND_ERR_HEADERS_TIMEOUT' &&
    labels.server_address === upstream;

const callOf = (line: RecordedLine, callee: string): string => `${line.traceHi} ${line.traceLo} ${callee}`;

/** The caller's counter of time-outs, its lines about them, and what the callee wrote about the same requests. */
export function givenUp(
  { lines, untilMs }: Run,
  readings: readonly Reading[],
): { readonly told: string; readonly problems: readonly string[] } {
  const aborted = groupBy(
    lines.filter(({ template }) => template.message === 'request aborted'),
    (line) => callOf(line, line.instance.service),
  );
  const failed = lines.filter(({ template }) => template.message === 'upstream call failed');
  const failedAt = timesByPod(
    failed,
    ({ instance }) => instance.pod,
    ({ trueUs }) => trueUs,
  );
  const upstreams = [...new Set(failed.map(({ fields }) => String(fields.upstream)))].sort();
  const problems: string[] = [];
  const counts = new Map<string, { timedOut: number; answered: number }>();
  for (const { pod, service, fromUs, toUs, growth } of readings) {
    if (toUs > (untilMs - answeredMs) * 1000) continue;
    for (const upstream of upstreams) {
      const timedOut = growth(timeoutsOf(upstream));
      const views = failedAt(pod, fromUs, toUs)
        .filter(({ fields }) => fields.upstream === upstream)
        .flatMap((line) => aborted.get(callOf(line, upstream))?.slice(0, 1) ?? []);
      if (timedOut !== views.length)
        problems.push(`${pod} timed out ${timedOut} times, ${upstream} knows of ${views.length}`);
      if (timedOut === 0) continue;
      const edge = `${service} on ${upstream}`;
      const count = counts.get(edge) ?? { timedOut: 0, answered: 0 };
      counts.set(edge, count);
      count.timedOut += timedOut;
      count.answered += views.filter(({ fields }) => Number(fields['res.statusCode']) < 500).length;
    }
  }
  for (const [edge, { answered }] of counts)
    if (answered === 0) problems.push(`${edge}: never a good answer to nobody`);
  const told = [...counts].map(
    ([edge, { timedOut, answered }]) => `${edge} ${timedOut}, of which ${answered} were answered well`,
  );
  return { told: told.length === 0 ? 'no time-outs between services' : `given up: ${told.join(', ')}`, problems };
}
