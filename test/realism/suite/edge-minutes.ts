/** The ingress: what came in, went out and is still there, and what the gateway knows of it. */
import { traceIdHex } from '../../../apps/simulator/src/telemetry/ids.ts';
import type { RecordedSeries } from '../../support/run.ts';
import { countUntil } from './readings.ts';
import { isRequestLine, type Run } from './run.ts';
import { groupBy } from './statistics.ts';

interface Found {
  readonly told: string;
  readonly problems: readonly string[];
}

/** nginx tries a request three times, for a quarter of a minute each. */
const answeredMs = 60_000;
/** Answered by the ingress itself. */
const rejections = new Set(['shed', 'no-live-upstreams']);

const counted = ({ name }: RecordedSeries): boolean => name === 'nginx_ingress_controller_requests';
const open = ({ name, labels }: RecordedSeries): boolean =>
  name === 'nginx_ingress_controller_nginx_process_connections' && labels.state === 'active';

/** Its exporter is asked at a whole millisecond and answers at once, so that all is exact. */
export function edgeMinutes({ series, lines, edge, untilMs }: Run): Found & { readonly minutes: number } {
  const gauge = series.find(open);
  const requests = groupBy(series.filter(counted), ({ labels }) => labels.status ?? '');
  const values = new Map(
    series.filter(counted).map((one) => [one, new Map(one.samples.map((s) => [s.timeMs, s.value]))]),
  );
  const access = groupBy(
    lines.filter(({ template }) => template.service === 'nginx-ingress' && template.level === 'info'),
    ({ fields }) => String(fields.status ?? ''),
  );
  const beganUs = edge.map((one) => one.beganUs).sort((a, b) => a - b);
  const within = (sorted: readonly number[], fromMs: number, toMs: number): number =>
    countUntil(sorted, (at) => at, toMs * 1000) - countUntil(sorted, (at) => at, fromMs * 1000);
  const ends = [...groupBy(edge, ({ status }) => String(status))].map(
    ([status, list]) => [status, list.map(({ endUs }) => endUs)] as const,
  );
  const writes = new Map([...access].map(([status, list]) => [status, list.map(({ trueUs }) => trueUs)]));
  const rejectedUs = edge.filter(({ failure }) => rejections.has(failure)).map(({ endUs }) => endUs);
  const problems: string[] = [];
  const sums = { arrived: 0, completed: 0, failed: 0, rejected: 0, inFlight: 0 };
  let minutes = 0;
  const samples = gauge?.samples ?? [];
  for (let i = 4; i < samples.length; i += 4) {
    const [from, to] = [samples[i - 4]!, samples[i]!];
    if (to.timeMs > untilMs - answeredMs) break;
    minutes++;
    const growth = (status: string): number =>
      (requests.get(status) ?? []).reduce((sum, one) => {
        const at = (timeMs: number): number => values.get(one)?.get(timeMs) ?? one.base;
        return sum + at(to.timeMs) - at(from.timeMs);
      }, 0);
    let [completed, failed] = [0, 0];
    for (const [status, list] of ends) {
      const [happened, written] = [list, writes.get(status) ?? []].map((all) => within(all, from.timeMs, to.timeMs));
      const grown = growth(status);
      if (grown !== happened || grown !== written)
        problems.push(`${status} until ${to.timeMs}: counted ${grown}, happened ${happened}, ${written} lines`);
      if (Number(status) < 500) completed += grown;
      else failed += grown;
    }
    const rejected = within(rejectedUs, from.timeMs, to.timeMs);
    const arrived = within(beganUs, from.timeMs, to.timeMs);
    const inFlight = to.value - from.value;
    if (arrived !== completed + failed + inFlight)
      problems.push(`until ${to.timeMs}: ${arrived} arrived, ${completed} + ${failed} ended, ${inFlight} more open`);
    sums.arrived += arrived;
    sums.completed += completed;
    sums.failed += failed - rejected;
    sums.rejected += rejected;
    sums.inFlight += inFlight;
  }
  const { arrived, completed, failed, rejected, inFlight } = sums;
  const told = `the ingress in ${minutes} minutes: ${arrived} arrived = ${completed} completed + ${failed} failed + ${rejected} rejected + ${inFlight} in flight`;
  return { minutes, problems, told };
}

/** Each request that the ingress passed on has the gateway's line, with the same status; a rejected one has none. */
export function callsThatWereLost({ lines, fromMs, untilMs }: Run): Found {
  const atGateway = groupBy(
    lines.filter((line) => isRequestLine(line) && line.instance.service === 'api-gateway'),
    ({ traceHi, traceLo }) => traceIdHex(traceHi, traceLo),
  );
  const problems: string[] = [];
  let passed = 0;
  let broken = 0;
  for (const { template, fields, trueUs } of lines) {
    if (template.service !== 'nginx-ingress' || template.level !== 'info') continue;
    // What was under way when the recording began may have left only the later of its two lines.
    if (trueUs < (fromMs + 1_000) * 1000 || trueUs > (untilMs - answeredMs) * 1000) continue;
    const known = atGateway.get(String(fields.requestId)) ?? [];
    const status = Number(fields.status);
    const answered = known.filter((line) => line.template.message !== 'request aborted');
    if (fields.upstream === '-') {
      if (known.length > 0) problems.push(`${fields.requestId}: rejected, and at the gateway`);
    } else if (status === 502 && answered.length === 0) broken++;
    else if (status === 504) broken++;
    else if (answered.length !== 1 || Number(answered[0]?.fields['res.statusCode']) !== status)
      problems.push(`${fields.requestId}: ${status} at the ingress, ${answered.length} lines at the gateway`);
    else passed++;
  }
  return { problems, told: `${passed} of its requests have the gateway's line, ${broken} broke on the way` };
}
