/** Which telemetry shows something of a resource or a mechanism: by metric, by words of a log line or an operation, by kind of change. */
import type { About } from '../identity/index.ts';

export interface Shows {
  readonly metrics?: RegExp;
  /** Of log filters and operations, in lower case. */
  readonly text?: RegExp;
  readonly changes?: RegExp;
}

export const isShown = ({ metrics, text, changes }: Shows, about: About): boolean =>
  (metrics !== undefined && about.metrics.some((metric) => metrics.test(metric))) ||
  (text !== undefined && (about.modality === 'log' || about.modality === 'trace') && text.test(about.text)) ||
  (changes !== undefined && about.change !== null && changes.test(about.change.kind));
