import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Parsed, type Part, parseLogql, toLogql } from './model/logql.ts';

export interface LogQuery {
  readonly text: string;
  readonly parsed: Parsed;
  /** Empty when the text cannot be read as parts. */
  readonly parts: readonly Part[];
  setText(text: string): void;
  setParts(parts: readonly Part[]): void;
}

const none: readonly Part[] = [];

/** The query of the Logs pane, held in the URL as `q`. Without one it follows the service chosen on the map. */
export function useLogQuery(): LogQuery {
  const [params, setParams] = useSearchParams();
  const service = params.get('service');
  const text =
    params.get('q') ?? toLogql(service === null ? [] : [{ kind: 'label', name: 'service', op: '=', value: service }]);
  const parsed = useMemo(() => parseLogql(text), [text]);
  const setText = useCallback(
    (next: string) =>
      setParams(
        (held) => {
          const changed = new URLSearchParams(held);
          changed.set('q', next);
          return changed;
        },
        { replace: true },
      ),
    [setParams],
  );
  const setParts = useCallback((parts: readonly Part[]) => setText(toLogql(parts)), [setText]);
  return { text, parsed, parts: parsed.ok ? parsed.parts : none, setText, setParts };
}
