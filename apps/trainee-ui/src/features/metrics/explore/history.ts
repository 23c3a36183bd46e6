const kept = 30;
const keyOf = (drillId: string): string => `firedrill.promql.${drillId}`;

/** Queries asked in this drill from this browser, newest first. */
export function readHistory(drillId: string): readonly string[] {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(keyOf(drillId)) ?? '[]');
    return Array.isArray(held) ? held.filter((entry): entry is string => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

export const withEntry = (history: readonly string[], expr: string): readonly string[] =>
  [expr, ...history.filter((held) => held !== expr)].slice(0, kept);

export function remember(drillId: string, expr: string): void {
  if (expr.trim() !== '')
    localStorage.setItem(keyOf(drillId), JSON.stringify(withEntry(readHistory(drillId), expr.trim())));
}
