/** Unit of an expression's values, as far as its metric's name tells. */
export function unitOf(expr: string): string {
  if (/_bytes\b/.test(expr)) return 'bytes';
  if (/\b(histogram_quantile|quantile)\s*\(/.test(expr) && /_seconds(_bucket)?\b/.test(expr)) return 's';
  if (/\b(rate|irate)\s*\(/.test(expr)) return /_seconds_(sum|total)\b/.test(expr) || expr.includes('/') ? '' : '/s';
  return /_seconds\b/.test(expr) && !/_seconds_(count|bucket)\b/.test(expr) ? 's' : '';
}

/** A first question about a metric, by its type. */
export function firstQuestion(name: string, type: string): string {
  if (type === 'counter') return `sum by (service) (rate(${name}[$__rate_interval]))`;
  if (type === 'histogram')
    return `histogram_quantile(0.95, sum by (service, le) (rate(${name.replace(/_(bucket|sum|count)$/, '')}_bucket[$__rate_interval])))`;
  return `sum by (service) (${name})`;
}
