import type { TimeWindow } from '@firedrill/protocol';
import type { PinTarget } from '../../../model/pin.tsx';
import type { Line } from '../model/frame.ts';

/** Labels that name the one thing a reader means, most telling first. */
const telling = [
  'http_route',
  'pod',
  'service',
  'state',
  'db_client_connection_state',
  'http_response_status_code',
  'queue',
  'cmd',
];

/** What pinning a panel means: the query, and the series that has focus if there are several. */
export function metricPin(
  title: string,
  lines: readonly Line[],
  focused: Line | null,
  window: TimeWindow,
): PinTarget | null {
  const line = focused ?? lines[0];
  if (line === undefined) return null;
  const focus = focused !== null && line.siblings > 1 ? { ...line.labels } : {};
  const name = telling.find((label) => focus[label] !== undefined);
  return {
    query: { modality: 'metric', expr: line.expr, focus },
    window: { fromMs: window.fromMs, toMs: window.toMs },
    title: focused === null ? title : `${title}: ${line.label}`,
    ...(name === undefined ? {} : { suggestedValue: focus[name]! }),
  };
}
