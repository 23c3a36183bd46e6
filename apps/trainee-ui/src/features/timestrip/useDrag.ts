import type { TimeWindow } from '@firedrill/protocol';
import { type PointerEvent, useRef, useState } from 'react';
import { type Domain, dragged, type Grip, toTime } from './model.ts';

interface Held {
  readonly grip: Grip;
  readonly startMs: number;
  readonly window: TimeWindow;
  moved: boolean;
}

export interface Drag {
  /** The window as it is being dragged, or null. */
  readonly preview: TimeWindow | null;
  start(grip: Grip, event: PointerEvent<Element>): void;
  move(event: PointerEvent<Element>): void;
  end(event: PointerEvent<Element>): void;
}

/** Drags the window's ends, the window, or a new window. `place` gives the strip's left edge. */
export function useDrag(
  domain: Domain,
  window: TimeWindow,
  place: () => number,
  set: (fromMs: number, toMs: number) => void,
): Drag {
  const held = useRef<Held | null>(null);
  const [preview, setPreview] = useState<TimeWindow | null>(null);
  const timeOf = (event: PointerEvent<Element>): number => toTime(event.clientX - place(), domain);
  return {
    preview,
    start(grip, event) {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = {
        grip,
        startMs: timeOf(event),
        window: { fromMs: window.fromMs, toMs: window.toMs },
        moved: false,
      };
    },
    move(event) {
      const drag = held.current;
      if (drag === null) return;
      const atMs = timeOf(event);
      if (!drag.moved && Math.abs(atMs - drag.startMs) < (3 / domain.width) * (domain.toMs - domain.fromMs)) return;
      drag.moved = true;
      setPreview(dragged(drag.grip, drag.window, drag.startMs, atMs, domain));
    },
    end(event) {
      const drag = held.current;
      held.current = null;
      setPreview(null);
      if (drag === null || !drag.moved) return;
      const next = dragged(drag.grip, drag.window, drag.startMs, timeOf(event), domain);
      set(next.fromMs, next.toMs);
    },
  };
}
