import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useParamsEdit } from '../metrics/data/useParamsEdit.ts';
import { type Parsed, type Part, parseLogql, toLogql } from './model/logql.ts';

export interface LogQuery {
  readonly text: string;
  readonly parsed: Parsed;
  /** Empty when the text cannot be read as parts. */
  readonly parts: readonly Part[];
  setText(text: string): void;
  /** Makes new parts of those that the query has at that moment. */
  change(edit: (parts: readonly Part[]) => readonly Part[]): void;
}

const none: readonly Part[] = [];

/** Without a query of its own the pane follows the service chosen on the map. */
function textOf(params: URLSearchParams): string {
  const service = params.get('service');
  return (
    params.get('q') ?? toLogql(service === null ? [] : [{ kind: 'label', name: 'service', op: '=', value: service }])
  );
}

/** The query of the Logs pane, held in the URL as `q`. */
export function useLogQuery(): LogQuery {
  const [params] = useSearchParams();
  const edit = useParamsEdit();
  const text = textOf(params);
  const parsed = useMemo(() => parseLogql(text), [text]);
  const setText = useCallback((next: string) => edit((now) => now.set('q', next)), [edit]);
  const change = useCallback(
    (make: (parts: readonly Part[]) => readonly Part[]) =>
      edit((now) => {
        const held = parseLogql(textOf(now));
        now.set('q', toLogql(make(held.ok ? held.parts : none)));
      }),
    [edit],
  );
  return { text, parsed, parts: parsed.ok ? parsed.parts : none, setText, change };
}
