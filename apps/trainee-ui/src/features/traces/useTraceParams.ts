import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { put, useParamsEdit } from '../metrics/data/useParamsEdit.ts';
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
  const [params] = useSearchParams();
  const edit = useParamsEdit();
  const status = params.get('status');
  const min = Number(params.get('min') ?? Number.NaN);
  const set = useCallback(
    (values: Readonly<Record<string, string | null>>) =>
      edit((next) => {
        for (const [name, value] of Object.entries(values)) put(next, name, value);
      }),
    [edit],
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
