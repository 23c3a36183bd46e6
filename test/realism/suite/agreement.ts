/** R10: what a service's log, its metrics and its traces say of its failures, service by service and minute by minute. */
import type { RecordedLine, RecordedSeries } from '../../support/run.ts';
import { givenUp } from './given-up.ts';
import { minuteReadings, timesByPod } from './readings.ts';
import { type Check, finding, isRequestLine } from './run.ts';
import { binomialTail, groupBy } from './statistics.ts';

const sampling = 0.1;
/** As rare as what lies beyond three standard deviations, shared among all that is compared. */
const beyondThreeDeviations = 0.0027;

/** Of all requests at the gateway, the share whose trace is kept: four standard deviations. */
const farOff = 4;

function keptShare(lines: readonly RecordedLine[]): { told: string; ok: boolean } {
  const requests = lines.filter(
    (line) => isRequestLine(line) && line.instance.service === 'api-gateway' && line.traced > 0,
  );
  const share = requests.filter(({ traced }) => traced === 2).length / requests.length;
  const deviation = Math.sqrt((sampling * (1 - sampling)) / requests.length);
  return {
    told: `${(100 * share).toFixed(1)} % of ${requests.length} requests are kept (${100 * sampling} %)`,
    ok: Math.abs(share - sampling) < farOff * deviation,
  };
}

const isFailure = ({ fields }: RecordedLine): boolean => Number(fields['res.statusCode']) >= 500;
const countsFailures = ({ name, labels }: RecordedSeries): boolean =>
  name === 'http_server_request_duration_seconds_count' && Number(labels.http_response_status_code) >= 500;

/**
 * Log lines = increase of the counter = error spans, exactly: a minute is what lies between two scrapes of a pod, and both logs and
 * spans say to the microsecond on which side they are. Only the share that is kept is left to chance.
 */
export const threeWayAgreement: Check = (run) => {
  const { series, lines, spans } = run;
  const linesOf = timesByPod(
    lines.filter((line) => isRequestLine(line) && isFailure(line)),
    ({ instance }) => instance.pod,
    ({ trueUs }) => trueUs,
  );
  const spansOf = timesByPod(
    spans.filter(({ template, status }) => template.kind === 'server' && status === 2),
    ({ instance }) => instance.pod,
    ({ endUs }) => endUs,
  );
  const problems: string[] = [];
  const told: string[] = [];
  const readings = minuteReadings(series);
  const minutes = groupBy(readings, ({ service, minute }) => `${service} ${minute}`);
  const kept: { readonly what: string; readonly failed: number; readonly spans: number }[] = [];
  for (const [what, ofService] of minutes) {
    let [counted, written, inKept, traced] = [0, 0, 0, 0];
    for (const reading of ofService) {
      const failed = linesOf(reading.pod, reading.fromUs, reading.toUs);
      counted += reading.growth(countsFailures);
      written += failed.length;
      inKept += failed.filter((line) => line.traced === 2).length;
      traced += spansOf(reading.pod, reading.fromUs, reading.toUs).length;
    }
    if (counted !== written) problems.push(`${what}: counted ${counted}, ${written} lines`);
    if (inKept !== traced) problems.push(`${what}: ${inKept} lines of kept traces, ${traced} error spans`);
    if (counted > 0 || traced > 0) kept.push({ what, failed: counted, spans: traced });
  }
  for (const { what, failed, spans: count } of kept)
    if (binomialTail(count, failed, sampling) < beyondThreeDeviations / kept.length)
      problems.push(`${what}: ${count} of ${failed} are kept`);
  for (const [service, list] of groupBy(kept, ({ what }) => what.split(' ')[0] ?? ''))
    told.push(
      `${service} ${list.reduce((sum, one) => sum + one.failed, 0)} with ${list.reduce((sum, one) => sum + one.spans, 0)} spans`,
    );
  const both = givenUp(run, readings);
  problems.push(...both.problems);
  const share = keptShare(lines);
  if (!share.ok) problems.push('another share is kept');
  const measured = `${minutes.size} service-minutes, ${kept.length} with failures: ${told.join(', ') || 'none'}; ${share.told}; ${both.told}; problems: ${problems.slice(0, 3).join('; ') || 'none'}`;
  return finding('R10', 'three-way agreement', measured, problems.length === 0 && minutes.size >= 25);
};
