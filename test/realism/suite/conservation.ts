/** R2: arrived = completed + failed + rejected + in flight, for every service and every call between two, every minute. */
import type { RecordedLine, RecordedSeries } from '../../support/run.ts';
import { callsThatWereLost, edgeMinutes } from './edge-minutes.ts';
import { minuteReadings, timesByPod } from './readings.ts';
import { type Check, finding, isRequestLine } from './run.ts';
import { groupBy } from './statistics.ts';

/** A line rounds how long its request took to the millisecond: it began within half of one of what the line says. */
const roundedUs = 500;
/** A request that was there by then has its line. */
const answeredMs = 20_000;
/** From the callee's line until its answer is counted by the caller: the way back, and what the caller is busy with. */
const wayBackUs = 250_000;

const beganUs = ({ trueUs, fields }: RecordedLine): number => trueUs - Number(fields.responseTime) * 1000;
const finished = ({ name }: RecordedSeries): boolean => name === 'http_server_request_duration_seconds_count';
const active = ({ name }: RecordedSeries): boolean => name === 'http_server_active_requests';
const called =
  (callee: string, isAnswer: boolean) =>
  ({ name, labels }: RecordedSeries): boolean =>
    name === 'http_client_request_duration_seconds_count' &&
    labels.server_address === callee &&
    (labels.http_response_status_code !== undefined) === isAnswer;

export const conservation: Check = (run) => {
  const { series, lines, untilMs } = run;
  const requests = lines.filter(isRequestLine);
  const ended = timesByPod(
    requests,
    ({ instance }) => instance.pod,
    ({ trueUs }) => trueUs,
  );
  const began = timesByPod(requests, ({ instance }) => instance.pod, beganUs);
  const answeredTo = timesByPod(
    requests.filter(({ template }) => template.message !== 'request aborted'),
    ({ instance, fields }) => `${fields['req.remoteAddress']} ${instance.service}`,
    ({ trueUs }) => trueUs,
  );
  const failedAt = timesByPod(
    lines.filter(({ template }) => template.message === 'upstream call failed'),
    ({ instance, fields }) => `${instance.pod} ${fields.upstream}`,
    ({ trueUs }) => trueUs,
  );
  const problems: string[] = [];
  const readings = minuteReadings(series).filter(({ toUs }) => toUs < (untilMs - answeredMs) * 1000);
  const services = new Set<string>();
  const edges = new Set<string>();
  let arrivals = 0;
  let calls = 0;
  for (const { service, pod, address, fromUs, toUs, series: own, growth } of readings) {
    services.add(service);
    const counted = growth(finished);
    const written = ended(pod, fromUs, toUs).length;
    if (counted !== written) problems.push(`${pod}: counted ${counted}, ${written} lines`);
    const arrived = counted + growth(active);
    const least = began(pod, fromUs + roundedUs, toUs - roundedUs).length;
    const most = began(pod, fromUs - roundedUs, toUs + roundedUs).length;
    if (arrived < least || arrived > most)
      problems.push(`${pod}: ${counted} ended and ${growth(active)} more in flight, ${least} to ${most} arrived`);
    arrivals += arrived;
    const callees = new Set(own.flatMap(({ labels }) => labels.server_address ?? []));
    for (const callee of callees) {
      edges.add(`${service} ${callee}`);
      const failed = growth(called(callee, false));
      const failures = failedAt(`${pod} ${callee}`, fromUs, toUs).length;
      if (failed !== failures) problems.push(`${pod} to ${callee}: ${failed} failed, ${failures} lines`);
      const answered = growth(called(callee, true));
      const caller = `${address} ${callee}`;
      const fewest = answeredTo(caller, fromUs, toUs - wayBackUs).length;
      const greatest = answeredTo(caller, fromUs - wayBackUs, toUs).length;
      if (answered < fewest || answered > greatest)
        problems.push(`${pod} to ${callee}: ${answered} answers came, ${fewest} to ${greatest} were given`);
      calls += failed + answered;
    }
  }
  const edge = edgeMinutes(run);
  const lost = callsThatWereLost(run);
  problems.push(...edge.problems, ...lost.problems);
  const minutes = groupBy(readings, ({ service, minute }) => `${service} ${minute}`).size;
  const measured = `${services.size} services in ${minutes} service-minutes, ${arrivals} arrivals = ended + in flight; ${edges.size} edges with ${calls} calls = answered + failed; ${edge.told}; ${lost.told}; problems: ${problems.slice(0, 3).join('; ') || 'none'} (${problems.length})`;
  return finding('R2', 'conservation', measured, problems.length === 0 && minutes >= 25 && edge.minutes >= 4);
};
