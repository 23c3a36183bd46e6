import { type DrillView, incidentTimeAt, workTimeAt } from '@firedrill/protocol';
import { useEffect, useState } from 'react';
import { useDrillContext } from '../data/drill.tsx';

/** Incident time of a view at a wall time of the server, epoch ms; never past what is computed or past the end. */
export function incidentNowOf(view: DrillView, serverWallMs: number): number {
  const limit = Math.max(view.clock.incidentMs, Math.min(view.world.toMs, view.endsAtMs));
  return Math.min(incidentTimeAt(view.clock, serverWallMs), limit);
}

const isTicking = (view: DrillView): boolean => view.clock.speed !== 0 && view.phase !== 'ended';

/** Wall time of the server, epoch ms, renewed every `everyMs` while `running`. */
function useServerNow(running: boolean, everyMs: number, clockOffsetMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [running, everyMs]);
  // A view that has just arrived may begin after the last tick.
  return Math.max(now, Date.now() - everyMs) + clockOffsetMs;
}

/** Incident time, epoch ms, ticking each `everyMs` of wall time while the clock runs. */
export function useIncidentNow(everyMs = 1000): number {
  const { view, clockOffsetMs } = useDrillContext();
  const now = useServerNow(isTicking(view), everyMs, clockOffsetMs);
  return incidentNowOf(view, isTicking(view) ? now : view.serverMs);
}

/** Work time used, ms, ticking each second unless paused. */
export function useWorkNow(): number {
  const { view, clockOffsetMs } = useDrillContext();
  const now = useServerNow(isTicking(view), 1000, clockOffsetMs);
  return workTimeAt(view.clock, isTicking(view) ? now : view.serverMs);
}
