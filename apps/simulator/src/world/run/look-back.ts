const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** How far before its instant a PromQL expression can look, ms: all its ranges and offsets, one upon the other. */
export const lookBackMs = (expr: string): number =>
  [...expr.matchAll(/(?<![\w.])(\d+)(ms|s|m|h|d)(?![\w])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? 0),
    0,
  );
