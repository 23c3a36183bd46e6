import type { Span } from '@firedrill/protocol';
import { formatDuration } from '../../../model/format.ts';
import type { PinTarget } from '../../../model/pin.tsx';

/** A pinned span stands for its kind: spans of that service and operation around that time. */
export const spanPin = (traceId: string, span: Span): PinTarget => ({
  query: { modality: 'trace', traceId, service: span.service, operation: span.operation },
  window: { fromMs: Math.floor(span.startMs), toMs: Math.ceil(span.startMs + span.durationMs) + 1 },
  title:
    `${span.service} ${span.operation}: ${formatDuration(span.durationMs)}${span.status === 'error' ? ', error' : ''}`.slice(
      0,
      300,
    ),
  suggestedValue: span.operation,
});
