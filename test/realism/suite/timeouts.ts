import { type Check, finding } from './run.ts';

/** Beside a time-out of a pool or of Redis, the process may have been busy for this long when it was due. */
const busyUs = 1_500_000;
const limits: Readonly<
  Record<string, (attributes: Readonly<Record<string, unknown>>, service: string) => number | null>
> = {
  'pg-pool.connect': (_, service) => (service === 'order-service' ? 830_000 : 2_000_000),
};

/** A wait that ended in a time-out lasted as long as the limit says, and not less. */
export const punctualTimeouts: Check = ({ spans }) => {
  const late: number[] = [];
  const problems: string[] = [];
  for (const span of spans) {
    const limitUs = limits[span.template.operation]?.(span.attributes, span.instance.service) ?? null;
    if (limitUs === null || span.status !== 2) continue;
    const overUs = span.endUs - span.startUs - limitUs;
    late.push(overUs / 1000);
    if (overUs < -1_000 || overUs > busyUs)
      problems.push(`${span.instance.service}: ${(span.endUs - span.startUs) / 1000} ms`);
  }
  const latest = late.length === 0 ? 'none' : `${late.length}, at most ${Math.max(...late).toFixed(1)} ms late`;
  return finding(
    'R13',
    'time-outs are punctual',
    `time-outs: ${latest}; problems: ${problems.slice(0, 3).join('; ') || 'none'}`,
    problems.length === 0,
  );
};
