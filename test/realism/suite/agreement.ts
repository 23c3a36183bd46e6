import { type Check, finding } from './run.ts';
import { groupBy } from './statistics.ts';

const sampling = 0.1;

/** Error lines of requests against error server spans, service by service: exact where the trace was kept, within chance overall. */
export const threeWayAgreement: Check = ({ lines, spans, untilMs }) => {
  const settledUs = (untilMs - 60_000) * 1000;
  const failed = lines.filter(
    ({ template, fields, trueUs }) =>
      /^request (completed|errored)$/.test(template.message) &&
      Number(fields['res.statusCode']) >= 500 &&
      trueUs < settledUs,
  );
  const errorSpans = spans.filter(
    ({ template, status, attributes, endUs }) =>
      template.kind === 'server' &&
      status === 2 &&
      Number(attributes['http.response.status_code']) >= 500 &&
      endUs < settledUs,
  );
  const bySpans = groupBy(errorSpans, ({ instance }) => instance.service);
  const problems: string[] = [];
  const told: string[] = [];
  for (const [service, list] of groupBy(failed, ({ instance }) => instance.service)) {
    const kept = list.filter(({ traced }) => traced === 2).length;
    const found = bySpans.get(service)?.length ?? 0;
    told.push(`${service} ${list.length} lines, ${found} spans`);
    // A response that is still on its way at the cut is in one view and not yet in the other.
    if (Math.abs(kept - found) > 1) problems.push(`${service}: ${kept} lines of kept traces, ${found} error spans`);
    const expected = list.length * sampling;
    if (Math.abs(found - expected) > 3 * Math.sqrt(expected * (1 - sampling)) + 3)
      problems.push(`${service}: ${found} of ${list.length} are kept`);
  }
  return finding(
    'R10',
    'three-way agreement',
    `${told.join(', ') || 'no failures'}; problems: ${problems.join('; ') || 'none'}`,
    problems.length === 0,
  );
};
