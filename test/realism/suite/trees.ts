/** R11: spans stand inside each other as the calls did, unless the caller gave up. */
import { longestBlocks } from './busy.ts';
import { type Check, finding } from './run.ts';
import type { RecordedSpan } from './spans.ts';
import { groupBy, quantile } from './statistics.ts';

/** The clocks' declared skew is taken off what is compared here: what is left is rounding. */
const roundedUs = 1;
/** From the caller to the callee, and back: the network alone. Whoever is busy looks up later than that. */
const wayUs = [100, 5_000] as const;
/** Traces that were under way at either end of the recording are not whole. */
const marginMs = 60_000;

const gaveUp = ({ attributes }: RecordedSpan): boolean => attributes['error.type'] === 'UND_ERR_HEADERS_TIMEOUT';
/** It only has a link to who sent the message, in effect: it comes when it comes. */
const isConsumer = ({ template }: RecordedSpan): boolean => template.kind === 'consumer';

/** How long those children took together that began when the one before had ended. */
function inSequenceUs(children: readonly RecordedSpan[]): number {
  let [total, freeUs] = [0, 0];
  for (const { startUs, endUs } of [...children].sort((a, b) => a.startUs - b.startUs)) {
    if (startUs < freeUs) continue;
    total += endUs - startUs;
    freeUs = endUs;
  }
  return total;
}

export const spanTrees: Check = ({ spans, series, fromMs, untilMs }) => {
  const blockUs = longestBlocks(series);
  const problems: string[] = [];
  const ways: number[] = [];
  let [trees, outlived, waits, late] = [0, 0, 0, 0];
  const tooFar = (gapUs: number, waiting: RecordedSpan, atUs: number): boolean => {
    ways.push(gapUs / 1000);
    if (gapUs < wayUs[0]) return true;
    if (gapUs <= wayUs[1]) return false;
    late++;
    const busyUs = blockUs(waiting.instance.pod, atUs);
    return busyUs !== null && gapUs > wayUs[1] + busyUs;
  };
  for (const [trace, list] of groupBy(spans, (span) => span.trace)) {
    const isWhole = list.every(
      ({ startUs, endUs }) => startUs > (fromMs + marginMs / 2) * 1000 && endUs < (untilMs - marginMs) * 1000,
    );
    if (!isWhole) continue;
    trees++;
    const byId = new Map(list.map((span) => [span.id, span]));
    const children = groupBy(list, ({ parent }) => parent);
    const roots = children.get('') ?? [];
    // nginx writes no span: each of its attempts at a request is a root.
    const attempts = new Set(roots.map(({ template }) => `${template.service} ${template.operation}`)).size;
    if (roots.length === 0 || attempts > 1) problems.push(`${trace}: ${roots.length} roots`);
    for (const span of list) {
      const name = `${span.instance.service} ${span.template.operation}`;
      const own = (children.get(span.id) ?? []).filter((child) => !isConsumer(child) && !gaveUp(span));
      if (gaveUp(span) && !children.has(span.id)) problems.push(`${trace}: nobody heard what ${name} gave up on`);
      if (inSequenceUs(own) > span.endUs - span.startUs + roundedUs)
        problems.push(`${trace}: what follows each other in ${name} takes longer than it`);
      if (span.parent === '' || isConsumer(span)) continue;
      const parent = byId.get(span.parent);
      if (!parent) {
        problems.push(`${trace}: the parent of ${name} is missing`);
        continue;
      }
      if (span.startUs < parent.startUs - roundedUs) problems.push(`${trace}: ${name} begins before its parent`);
      const isCall = parent.template.kind === 'client' && span.template.kind === 'server';
      if (isCall && tooFar(span.startUs - parent.startUs, span, span.startUs))
        problems.push(`${trace}: ${name} begins ${(span.startUs - parent.startUs) / 1000} ms after its caller`);
      if (isCall && gaveUp(parent)) {
        waits++;
        if (span.endUs > parent.endUs) outlived++;
        else problems.push(`${trace}: ${name} ends before its caller gives up`);
      } else if (span.endUs > parent.endUs + roundedUs)
        problems.push(`${trace}: ${name} outlives ${parent.template.operation}`);
      else if (isCall && tooFar(parent.endUs - span.endUs, parent, parent.endUs))
        problems.push(`${trace}: the answer of ${name} takes ${(parent.endUs - span.endUs) / 1000} ms`);
    }
  }
  const way = [0, 0.5, 0.99].map((q) => quantile(ways, q).toFixed(2)).join(', ');
  const measured = `${trees} traces, ${ways.length} ways between caller and callee of ${way} ms (least, median, p99; ${wayUs.map((us) => us / 1000).join('-')}), ${late} of them longer because a process was busy; ${waits} calls given up, outlived by ${outlived} callees; problems: ${problems.slice(0, 2).join('; ') || 'none'} (${problems.length})`;
  return finding('R11', 'span trees', measured, trees > 100 && ways.length > 200 && problems.length === 0);
};
