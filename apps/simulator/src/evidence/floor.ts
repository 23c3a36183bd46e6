/** What the least difference worth the name is in a metric: one event in its range, some milliseconds, one thing more. */

const secondsPer: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };
const quantileSeconds = 0.005;
const ratio = 0.002;

/** In the unit of what the expression gives. */
export function leastDifference(expr: string): number {
  if (/histogram_quantile|_seconds_sum/.test(expr)) return quantileSeconds;
  const counted = /\b(rate|irate|increase|delta|idelta)\s*\(.*?\[(\d+)([smh])\]/s.exec(expr);
  if (counted) {
    // A rate over a rate is a share, and a rate of seconds is a share of a processor.
    if (/\)\s*\/\s*/.test(expr) || /_seconds(_total)?\b/.test(expr)) return ratio;
    const rangeSeconds = Number(counted[2]) * (secondsPer[counted[3] ?? 's'] ?? 1);
    return counted[1] === 'rate' || counted[1] === 'irate' ? 1 / rangeSeconds : 1;
  }
  if (/^\s*up\b|[( ]up\b|_utili[sz]ation\b/.test(expr)) return ratio;
  return /_seconds\b|_ratio\b|_bytes\b/.test(expr) ? 0.001 : 1;
}
