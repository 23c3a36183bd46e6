import { type Check, finding } from './run.ts';
import type { RecordedSpan } from './spans.ts';
import { groupBy } from './statistics.ts';

/** A microsecond of rounding, and what a process is late by. */
const toleranceUs = 1_000;

const isConsumer = ({ template }: RecordedSpan): boolean =>
  template.kind === 'consumer' || template.kind === 'producer';

export const spanTrees: Check = ({ spans, fromMs, untilMs }) => {
  const problems: string[] = [];
  let trees = 0;
  let outlived = 0;
  for (const [trace, list] of groupBy(spans, (span) => span.trace)) {
    const inside = list.every(
      ({ startUs, endUs }) => startUs > (fromMs + 30_000) * 1000 && endUs < (untilMs - 60_000) * 1000,
    );
    if (!inside) continue;
    trees++;
    const byId = new Map(list.map((span) => [span.id, span]));
    const roots = list.filter(({ parent }) => parent === '');
    if (roots.length !== 1 && !list.some(isConsumer)) problems.push(`${trace}: ${roots.length} roots`);
    for (const span of list) {
      if (span.parent === '') continue;
      const parent = byId.get(span.parent);
      if (!parent) problems.push(`${trace}: parent of ${span.instance.service} ${span.template.operation} is missing`);
      else if (!isConsumer(span) && span.startUs < parent.startUs - toleranceUs)
        problems.push(`${trace}: ${span.template.operation} begins before its parent`);
      else if (!isConsumer(span) && span.endUs > parent.endUs + toleranceUs) {
        // Only where the caller gave up may the callee go on.
        if (parent.status === 2 || list.some((other) => other.status === 2)) outlived++;
        else problems.push(`${trace}: ${span.template.operation} outlives ${parent.template.operation}`);
      }
    }
  }
  const measured = `${trees} traces, ${outlived} spans outlive a caller that gave up, problems: ${problems.slice(0, 2).join('; ') || 'none'} (${problems.length})`;
  return finding('R11', 'span trees', measured, trees > 100 && problems.length === 0);
};
