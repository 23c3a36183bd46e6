import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { TraceFilter } from './data.ts';

export interface TraceParams {
  readonly filter: TraceFilter;
  /** Opened trace, or null. */
  readonly traceId: string | null;
  /** `<service> <operation>` or a span's id: what to select in the opened trace. */
  readonly span: string | null;
  readonly asked: boolean;
  set(values: Readonly<Record<string, string | null>>): void;
}

/** What the Traces pane shows, held in the URL. */
export function useTraceParams(): TraceParams {
  const [params, setParams] = useSearchParams();
  const status = params.get('status');
  const min = Number(params.get('min') ?? Number.NaN);
  const set = useCallback(
    (values: Readonly<Record<string, string | null>>) =>
      setParams(
        (held) => {
          const next = new URLSearchParams(held);
          for (const [name, value] of Object.entries(values))
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return {
    filter: {
      service: params.get('service') ?? '',
      operation: params.get('op') ?? '',
      status: status === 'ok' || status === 'error' ? status : '',
      minDurationMs: Number.isFinite(min) && min > 0 ? min : null,
    },
    traceId: params.get('trace'),
    span: params.get('span'),
    asked: ['op', 'status', 'min'].some((name) => params.has(name)),
    set,
  };
}
