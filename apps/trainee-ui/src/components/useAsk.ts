import { useCallback, useState } from 'react';
import { errorText } from '../data/errors.ts';
import { notify } from './notify.ts';

export interface Ask {
  readonly busy: boolean;
  /** Runs a command; a refusal is shown and answered with `false`. */
  run(what: () => Promise<unknown>): Promise<boolean>;
}

/** For buttons that ask something of the server. */
export function useAsk(): Ask {
  const [busy, setBusy] = useState(false);
  const run = useCallback(async (what: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await what();
      return true;
    } catch (error) {
      notify('bad', errorText(error));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, run };
}
