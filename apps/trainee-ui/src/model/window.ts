import type { TimeWindow } from '@firedrill/protocol';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useDrill } from '../data/drill.tsx';
import { useIncidentNow } from './now.ts';
import { liveStepMs, parseWindow, type WindowChoice, windowParams } from './windowChoice.ts';
import { windowTrail } from './windowTrail.ts';

export interface SharedWindow extends TimeWindow {
  /** Length in ms when the window follows the incident clock, else null. */
  readonly live: number | null;
  setWindow(fromMs: number, toMs: number): void;
  setLive(lengthMs: number): void;
  back(): void;
  forward(): void;
}

/** The one time window of all panes. It lives in the URL as `from` and `to` (epoch ms), or as `live=15m`. */
export function useTimeWindow(): SharedWindow {
  const [params, setParams] = useSearchParams();
  const { id, historyFromMs } = useDrill();
  const nowMs = useIncidentNow();
  const choice = parseWindow(params);
  const live = choice.kind === 'live' ? choice.lengthMs : null;
  const trail = windowTrail(id);

  const apply = useCallback(
    (next: WindowChoice) => setParams((held) => windowParams(held, next), { replace: true }),
    [setParams],
  );
  const go = useCallback(
    (next: WindowChoice) => {
      trail.leave(parseWindow(new URLSearchParams(window.location.search)));
      apply(next);
    },
    [apply, trail],
  );
  const setWindow = useCallback(
    (fromMs: number, toMs: number) => {
      const [from, to] = fromMs <= toMs ? [fromMs, toMs] : [toMs, fromMs];
      go({ kind: 'fixed', fromMs: Math.round(from), toMs: Math.max(Math.round(to), Math.round(from) + 1000) });
    },
    [go],
  );
  const setLive = useCallback((lengthMs: number) => go({ kind: 'live', lengthMs }), [go]);
  const here = useCallback(() => parseWindow(new URLSearchParams(window.location.search)), []);
  const back = useCallback(() => {
    const to = trail.back(here());
    if (to) apply(to);
  }, [apply, here, trail]);
  const forward = useCallback(() => {
    const to = trail.forward(here());
    if (to) apply(to);
  }, [apply, here, trail]);

  // A live window moves in steps, so that it does not make every panel ask again each second.
  const step = live === null ? 1000 : liveStepMs(live);
  const liveToMs = Math.floor(nowMs / step) * step;
  const fromMs = choice.kind === 'fixed' ? choice.fromMs : Math.max(historyFromMs, liveToMs - choice.lengthMs);
  const toMs = choice.kind === 'fixed' ? choice.toMs : Math.max(liveToMs, fromMs + 1000);
  return useMemo(
    () => ({ fromMs, toMs, live, setWindow, setLive, back, forward }),
    [fromMs, toMs, live, setWindow, setLive, back, forward],
  );
}
