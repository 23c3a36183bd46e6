import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** The queries of Explore, held in the URL as `expr`, at least one (maybe empty). */
export function useExprs(): readonly [readonly string[], (exprs: readonly string[]) => void] {
  const [params, setParams] = useSearchParams();
  const held = params.getAll('expr');
  const set = useCallback(
    (exprs: readonly string[]) =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now);
          next.delete('expr');
          for (const expr of exprs) next.append('expr', expr);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [held.length === 0 ? [''] : held, set];
}
