import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type EditParams = (edit: (params: URLSearchParams) => void) => void;

/** Changes search parameters in place. Edits made one after the other, before anything is drawn again, all count. */
export function useParamsEdit(): EditParams {
  const [, setParams] = useSearchParams();
  return useCallback(
    (edit) => {
      // What the hook holds is as of the last drawing; the address bar is as of the last edit.
      const next = new URLSearchParams(window.location.search);
      edit(next);
      setParams(next, { replace: true });
    },
    [setParams],
  );
}

/** Sets a parameter, or takes it away when there is no value. */
export function put(params: URLSearchParams, name: string, value: string | null): void {
  if (value === null || value === '') params.delete(name);
  else params.set(name, value);
}
