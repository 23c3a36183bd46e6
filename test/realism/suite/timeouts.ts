/** R13: who waits in vain gives up when the limit says, and not before. */
import type { RecordedSeries } from '../../support/run.ts';
import { longestBlocks } from './busy.ts';
import { type Limits, limitsOf, type Waited } from './limits.ts';
import { minuteReadings, timesByPod } from './readings.ts';
import { type Check, finding, isRequestLine, type Run } from './run.ts';
import type { RecordedSpan } from './spans.ts';
import { groupBy, range } from './statistics.ts';

/** A microsecond of rounding, early; the network's ways to a server that keeps the time itself, late. */
const earlyUs = 1;
const lateUs = 5_000;
/** Of the latency of those who gave up. */
const binMs = 10;

function waitedFor({ template, attributes }: RecordedSpan): Waited | null {
  const error = attributes['error.type'];
  if (template.kind !== 'client') return null;
  if (template.operation === 'pg-pool.connect') return error === 'Error' ? 'connection' : null;
  if (attributes['db.system.name'] === 'postgresql') return error === '57014' ? 'statement' : null;
  // The server's own complaints have another name.
  if (attributes['db.system.name'] === 'redis') return error === 'Error' ? 'redis' : null;
  return error === 'UND_ERR_HEADERS_TIMEOUT' ? `call ${attributes['server.address']}` : null;
}

/** Start of the fullest bin. */
function mode(valuesMs: readonly number[]): number {
  const bins = [...groupBy(valuesMs, (ms) => String(Math.floor(ms / binMs)))];
  const [fullest] = bins.sort(([, a], [, b]) => b.length - a.length);
  return Number(fullest?.[0] ?? 0) * binMs;
}

/** Of the traces that were kept: how much later than the limit each gave up. */
function punctualSpans({ spans, series }: Run, limits: Limits): { told: string[]; problems: string[] } {
  const blockUs = longestBlocks(series);
  const over = new Map<string, number[]>();
  const problems: string[] = [];
  for (const span of spans) {
    const waited = waitedFor(span);
    if (span.status !== 2 || waited === null) continue;
    const { service, pod } = span.instance;
    const limitUs = limits(service, pod, waited);
    const overUs = span.endUs - span.startUs - limitUs;
    const what = `${service} ${waited} ${limitUs / 1000} ms`;
    over.set(what, [...(over.get(what) ?? []), overUs / 1000]);
    // A pod that was gone before its next scrape tells of no block: then it had none.
    const allowedUs = lateUs + (blockUs(pod, span.endUs) ?? 0);
    if (overUs < -earlyUs || overUs > allowedUs) problems.push(`${what}: ${overUs / 1000} ms over`);
  }
  const told = [...over].map(([what, ms]) => {
    const most = mode(ms);
    // Behind a block that lasts longer than the limit all give up together, at its end.
    if (most !== 0 && Math.min(...ms) < binMs) problems.push(`${what}: most gave up ${most} ms over`);
    return `${what}: ${ms.length}, ${range(ms, 1)} ms over, most ${most}-${most + binMs}`;
  });
  return { told, problems };
}

const gaveUp = ({ name, labels }: RecordedSeries): boolean =>
  name === 'http_client_request_duration_seconds_bucket' && labels.error_type === 'UND_ERR_HEADERS_TIMEOUT';

/** Of all calls: none was given up in a bucket below the limit, and most in that of the limit. */
function punctualCalls({ series }: Run, limits: Limits): { count: number; problems: string[] } {
  const problems: string[] = [];
  let count = 0;
  for (const [, buckets] of groupBy(
    series.filter(gaveUp),
    ({ target, labels }) => `${target} ${labels.server_address} ${labels.http_request_method}`,
  )) {
    const { service = '', pod = '', server_address: callee = '' } = buckets[0]?.labels ?? {};
    const limitS = limits(service, pod, `call ${callee}`) / 1e6;
    const growth = ({ samples, base }: RecordedSeries): number => (samples.at(-1)?.value ?? base) - base;
    const bound = ({ labels }: RecordedSeries): number => Number(labels.le === '+Inf' ? Infinity : labels.le);
    const total = Math.max(...buckets.map(growth));
    const below = Math.max(0, ...buckets.filter((one) => bound(one) < limitS).map(growth));
    const upTo = Math.min(...buckets.filter((one) => bound(one) >= limitS).map(growth));
    count += total;
    if (below > 0) problems.push(`${pod} gave up on ${callee} ${below} times before ${limitS} s`);
    if (upTo - below < total / 2) problems.push(`${pod}: most did not give up on ${callee} at ${limitS} s`);
  }
  return { count, problems };
}

const poolTimeouts = ({ name }: RecordedSeries): boolean => name === 'db_client_connection_timeouts_total';

/** Of all who waited for a connection in vain: the pool was used up, and they had been there for as long as the limit. */
function punctualPools({ lines, series }: Run, limits: Limits): { count: number; problems: string[] } {
  const refusals = lines.filter(({ template }) => template.message === 'failed to acquire connection');
  const requests = groupBy(
    lines.filter(isRequestLine),
    ({ instance, traceHi, traceLo }) => `${instance.pod} ${traceHi} ${traceLo}`,
  );
  const refusedAt = timesByPod(
    refusals,
    ({ instance }) => instance.pod,
    ({ trueUs }) => trueUs,
  );
  const problems: string[] = [];
  for (const { pod, fromUs, toUs, growth } of minuteReadings(series)) {
    const [counted, written] = [growth(poolTimeouts), refusedAt(pod, fromUs, toUs).length];
    if (counted !== written) problems.push(`${pod}: ${counted} time-outs of the pool, ${written} lines`);
  }
  for (const { instance, fields, traceHi, traceLo, trueUs } of refusals) {
    if (Number(fields.idle) > 0) problems.push(`${instance.pod}: refused with ${fields.idle} connections idle`);
    const limitUs = limits(instance.service, instance.pod, 'connection');
    const request = requests.get(`${instance.pod} ${traceHi} ${traceLo}`)?.[0];
    // The request's own line rounds to milliseconds.
    if (request && trueUs - (request.trueUs - Number(request.fields.responseTime) * 1000) < limitUs - 1_000)
      problems.push(`${instance.pod}: refused before ${limitUs / 1000} ms`);
  }
  return { count: refusals.length, problems };
}

export const punctualTimeouts: Check = (run) => {
  const limits = limitsOf(run);
  const spans = punctualSpans(run, limits);
  const calls = punctualCalls(run, limits);
  const pools = punctualPools(run, limits);
  const problems = [...spans.problems, ...calls.problems, ...pools.problems];
  const measured = `${calls.count} calls and ${pools.count} waits for a connection given up, none before its limit; of those traced ${spans.told.join('; ') || 'none'}; problems: ${problems.slice(0, 3).join('; ') || 'none'}`;
  return finding('R13', 'time-outs are punctual', measured, problems.length === 0);
};
