import { useCallback, useEffect, useState } from 'react';

/** Long enough to follow, short enough to be seen again. */
const playMs = 6_000;

export interface Play {
  /** 0-1 of the trace; 1: all of it is shown. */
  readonly at: number;
  readonly playing: boolean;
  toggle(): void;
  goTo(at: number): void;
}

/** A moment that moves from 0 to 1 while it plays. At rest everything is shown: whoever wants less motion misses nothing. */
export function usePlay(): Play {
  const [at, setAt] = useState(1);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    let last: number | null = null;
    let frame = requestAnimationFrame(function next(nowMs) {
      const passed = last === null ? 0 : (nowMs - last) / playMs;
      last = nowMs;
      setAt((before) => {
        const after = Math.min(1, before + passed);
        if (after >= 1) setPlaying(false);
        return after;
      });
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);
  const toggle = useCallback(() => {
    setAt((before) => (before >= 1 ? 0 : before));
    setPlaying((before) => !before);
  }, []);
  const goTo = useCallback((to: number) => {
    setPlaying(false);
    setAt(Math.min(1, Math.max(0, to)));
  }, []);
  return { at, playing, toggle, goTo };
}
