import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** What the code pane shows; it lives in the URL. */
export interface CodePlace {
  readonly file: string | null;
  readonly line: number | null;
  /** The version of the file, or the commit shown when there is no file. */
  readonly commit: string | null;
  readonly list: 'files' | 'search' | 'history';
  readonly search: string;
  /** Whose history is listed; null for the whole repository. */
  readonly historyOf: string | null;
}

const names: Readonly<Record<keyof CodePlace, string>> = {
  file: 'file',
  line: 'line',
  commit: 'commit',
  list: 'list',
  search: 'find',
  historyOf: 'of',
};

export function placeParams(held: URLSearchParams, change: Partial<CodePlace>): URLSearchParams {
  const next = new URLSearchParams(held);
  for (const [key, value] of Object.entries(change)) {
    // Object.entries widens the keys of CodePlace to string.
    const name = names[key as keyof CodePlace];
    if (value === null || value === '') next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

export function useCodePlace(): {
  readonly place: CodePlace;
  /** Search part of a link to another place. */
  readonly to: (change: Partial<CodePlace>) => string;
  readonly go: (change: Partial<CodePlace>) => void;
} {
  const [params, setParams] = useSearchParams();
  const place = useMemo<CodePlace>(() => {
    const list = params.get(names.list);
    return {
      file: params.get(names.file),
      line: Number(params.get(names.line)) || null,
      commit: params.get(names.commit),
      list: list === 'search' || list === 'history' ? list : 'files',
      search: params.get(names.search) ?? '',
      historyOf: params.get(names.historyOf),
    };
  }, [params]);
  const to = useCallback((change: Partial<CodePlace>) => `?${placeParams(params, change)}`, [params]);
  const go = useCallback((change: Partial<CodePlace>) => setParams((held) => placeParams(held, change)), [setParams]);
  return { place, to, go };
}
