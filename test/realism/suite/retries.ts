import { type Check, finding } from './run.ts';
import type { RecordedSpan } from './spans.ts';
import { groupBy, range } from './statistics.ts';

const mostRetries = 1;
/** Of the shop's client: 40 ms, half to one and a half times, and what a busy process adds. */
const backoffMs = [20, 60] as const;
const busyMs = 1_500;

const resent = ({ attributes }: RecordedSpan): number => Number(attributes['http.request.resend_count'] ?? 0);

/** Another attempt comes only after one that failed, after its back-off, and says which it is. */
export const retries: Check = ({ spans, fromMs }) => {
  const calls = spans.filter(
    ({ template, attributes }) => template.kind === 'client' && attributes['url.template'] !== undefined,
  );
  const again = calls.filter((span) => resent(span) > 0 && span.startUs > (fromMs + 10_000) * 1000);
  const groups = groupBy(calls, ({ trace, parent, attributes }) => `${trace}${parent}${attributes['url.template']}`);
  const gaps: number[] = [];
  const problems: string[] = [];
  for (const span of again) {
    const count = resent(span);
    const before = (groups.get(`${span.trace}${span.parent}${span.attributes['url.template']}`) ?? []).filter(
      (other) => resent(other) === count - 1 && other.endUs <= span.startUs,
    );
    const gap =
      Math.min(...before.filter(({ status }) => status === 2).map(({ endUs }) => span.startUs - endUs)) / 1000;
    gaps.push(gap);
    if (count > mostRetries) problems.push(`${span.instance.service}: attempt ${count + 1}`);
    if (!(gap >= backoffMs[0] - 1 && gap <= backoffMs[1] + busyMs))
      problems.push(`${span.instance.service} tries again after ${gap} ms`);
  }
  const ratio = calls.length / Math.max(1, calls.length - again.length);
  const measured = `${again.length} second attempts of ${calls.length} calls, attempts/firsts ${ratio.toFixed(3)} (1-${1 + mostRetries}), gaps ${range(gaps, 0)} ms (${backoffMs.join('-')} and what a busy process adds), problems: ${problems.slice(0, 2).join('; ') || 'none'}`;
  return finding('R14', 'retries', measured, problems.length === 0 && ratio <= 1 + mostRetries && calls.length > 100);
};
