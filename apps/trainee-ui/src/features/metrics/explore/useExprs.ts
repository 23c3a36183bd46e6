import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { useParamsEdit } from '../data/useParamsEdit.ts';

/** The queries of Explore, held in the URL as `expr`, at least one (maybe empty). */
export function useExprs(): readonly [readonly string[], (exprs: readonly string[]) => void] {
  const [params] = useSearchParams();
  const edit = useParamsEdit();
  const held = params.getAll('expr');
  const set = useCallback(
    (exprs: readonly string[]) =>
      edit((next) => {
        next.delete('expr');
        for (const expr of exprs) next.append('expr', expr);
      }),
    [edit],
  );
  return [held.length === 0 ? [''] : held, set];
}
