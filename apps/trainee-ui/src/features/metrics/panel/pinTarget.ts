import type { TimeWindow } from '@firedrill/protocol';
import type { PinSubject, PinTarget } from '../../../model/pin.tsx';
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

function subjectOf(title: string, line: Line): PinSubject {
  const focus = line.siblings > 1 ? { ...line.labels } : {};
  const name = telling.find((label) => focus[label] !== undefined);
  return {
    query: { modality: 'metric', expr: line.expr, focus },
    title: `${title}: ${line.label}`,
    ...(name === undefined ? {} : { suggestedValue: focus[name]! }),
  };
}

/** What pinning a panel means: the series that has focus, its only one, or one that is still to be chosen. */
export function metricPin(
  title: string,
  lines: readonly Line[],
  focused: Line | null,
  { fromMs, toMs }: TimeWindow,
): PinTarget | null {
  const window = { fromMs, toMs };
  if (focused !== null) return { ...subjectOf(title, focused), window };
  const [first, second] = lines;
  if (first === undefined) return null;
  const whole: PinTarget = { query: { modality: 'metric', expr: first.expr, focus: {} }, window, title };
  return second === undefined
    ? whole
    : { ...whole, oneOf: lines.map((line) => ({ label: line.label, ...subjectOf(title, line) })) };
}
