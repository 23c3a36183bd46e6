import type { Change, TimeWindow } from '@firedrill/protocol';

export interface ChangeFilter {
  /** Empty for all. */
  readonly kinds: readonly string[];
  readonly service: string;
}

/** Kinds there can be, in the order of the alphabet. */
export const kinds: readonly Change['kind'][] = [
  'audit',
  'config',
  'deploy',
  'job',
  'kubernetes',
  'merge',
  'restart',
  'rollback',
  'scale',
  'schedule',
];

export const passes = (change: Change, filter: ChangeFilter): boolean =>
  (filter.kinds.length === 0 || filter.kinds.includes(change.kind)) &&
  (filter.service === '' || change.service === filter.service);

/** Changes of the window, newest first, and how many of the filtered ones lie before and after it. */
export function inWindow(
  changes: readonly Change[],
  filter: ChangeFilter,
  window: TimeWindow,
): { readonly shown: readonly Change[]; readonly before: number; readonly after: number } {
  const passing = changes.filter((change) => passes(change, filter));
  const shown = passing.filter((change) => change.timeMs >= window.fromMs && change.timeMs <= window.toMs);
  return {
    shown: [...shown].sort((a, b) => b.timeMs - a.timeMs),
    before: passing.filter((change) => change.timeMs < window.fromMs).length,
    after: passing.filter((change) => change.timeMs > window.toMs).length,
  };
}
