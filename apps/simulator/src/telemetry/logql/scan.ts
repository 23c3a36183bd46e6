/** Rows of a window that match and can be seen at an instant. */
import { lowerBound, upperBound } from '../columns.ts';
import type { Window } from '../requests.ts';
import type { LogSegment } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { parseLogQuery } from './parse.ts';
import { planQuery } from './plan.ts';
import type { RowTest } from './row-test.ts';

/** No line takes longer from written to visible. */
const longestDelayUs = 2_500_000;

export interface Stretch {
  readonly segment: LogSegment;
  /** Rows [from, to) lie in the window. */
  readonly from: number;
  readonly to: number;
  readonly tests: readonly RowTest[];
}

const visible = (store: Store, asOfUs: number): RowTest => {
  const { instances } = store.registry;
  return (segment, row) =>
    (segment.timeUs[row] ?? 0) + (instances[segment.instance[row] ?? 0]?.logDelayUs ?? longestDelayUs) <= asOfUs;
};

/** Newest lines last; a stretch whose rows are all visible has no test for it. */
export function stretches(store: Store, query: string, { fromMs, toMs }: Window, asOfMs: number): Stretch[] {
  const plans = planQuery(store.registry, parseLogQuery(query));
  const isVisible = visible(store, asOfMs * 1000);
  const settledUs = asOfMs * 1000 - longestDelayUs;
  const list: Stretch[] = [];
  for (const { template, tests } of plans) {
    for (const segment of store.logs.get(template) ?? []) {
      const from = lowerBound(segment.timeUs, fromMs * 1000);
      const to = lowerBound(segment.timeUs, toMs * 1000);
      const settled = Math.min(to, Math.max(from, upperBound(segment.timeUs, settledUs)));
      if (settled > from) list.push({ segment, from, to: settled, tests });
      const arriving = Math.min(to, upperBound(segment.timeUs, asOfMs * 1000));
      if (arriving > settled) list.push({ segment, from: settled, to: arriving, tests: [isVisible, ...tests] });
    }
  }
  return list;
}

export function passes(tests: readonly RowTest[], segment: LogSegment, row: number): boolean {
  for (let i = 0; i < tests.length; i++) if (!tests[i]?.(segment, row)) return false;
  return true;
}
