import type { LogFacetsResult } from '@firedrill/protocol';
import { significant } from '../../../model/format.ts';

export type Pattern = LogFacetsResult['patterns'][number];

/** Lines of the same kind in another window. */
export const countOf = (patterns: readonly Pattern[], { service, level, template }: Pattern): number =>
  patterns.find((held) => held.template === template && held.service === service && held.level === level)?.count ?? 0;

/** How a count compares with that of the window before. */
export function changeText(count: number, before: number): string {
  if (before === 0) return count === 0 ? '' : 'new';
  const ratio = count / before;
  return ratio >= 0.8 && ratio <= 1.25 ? 'same' : `x ${significant(ratio)}`;
}

/** Those that changed most come first, in either direction; a line more makes small numbers count little. */
export function byChange(patterns: readonly Pattern[], before: readonly Pattern[]): readonly Pattern[] {
  const change = (pattern: Pattern): number => Math.abs(Math.log((pattern.count + 1) / (countOf(before, pattern) + 1)));
  return [...patterns].sort((a, b) => change(b) - change(a) || b.count - a.count);
}
