import type { TimeWindow } from '@firedrill/protocol';
import { useMemo, useRef } from 'react';
import { useIncidentNow } from '../../../model/now.ts';
import { useTimeWindow } from '../../../model/window.ts';

export interface SteadyWindow extends TimeWindow {
  /** More data can still come into it. */
  readonly open: boolean;
}

/** A live window moves at most this often, in wall time: at x10 it would otherwise never rest. */
const shortRestMs = 4_500;

/** The shared window, for asking: it moves in steps that a server and an eye can follow. */
export function useSteadyWindow(restMs = shortRestMs): SteadyWindow {
  const { fromMs, toMs, live } = useTimeWindow();
  const nowMs = useIncidentNow();
  const held = useRef({ fromMs, toMs, live, atMs: 0 });
  const rested = Date.now() - held.current.atMs >= restMs;
  if (live === null || live !== held.current.live || rested) {
    if (fromMs !== held.current.fromMs || toMs !== held.current.toMs || live !== held.current.live)
      held.current = { fromMs, toMs, live, atMs: Date.now() };
  }
  const { fromMs: from, toMs: to } = held.current;
  // Lines and samples arrive some seconds after they happened.
  const open = to + 20_000 > nowMs;
  return useMemo(() => ({ fromMs: from, toMs: to, open }), [from, to, open]);
}
