import { rateIntervalMs } from './step.ts';

export interface Variables {
  readonly service: string;
  readonly stepMs: number;
}

/** A PromQL duration: `90s`, `5m`. */
export function promDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** PromQL of a panel with `$service` and `$__rate_interval` filled in. */
export const expand = (expr: string, variables: Variables): string =>
  expr
    .replaceAll('$__rate_interval', promDuration(rateIntervalMs(variables.stepMs)))
    .replaceAll('$service', variables.service.replaceAll('\\', '\\\\').replaceAll('"', '\\"'));

/** Text of a series in a legend: `{{name}}` is that label; without a template, all labels. */
export function legendText(template: string | undefined, labels: Readonly<Record<string, string>>): string {
  if (template !== undefined) {
    const text = template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => labels[name] ?? '').trim();
    return text === '' ? '(no label)' : text;
  }
  const { __name__: name = '', ...rest } = labels;
  const parts = Object.keys(rest)
    .sort()
    .map((key) => `${key}="${rest[key]}"`);
  return parts.length === 0 ? name || 'value' : `${name}{${parts.join(', ')}}`;
}
