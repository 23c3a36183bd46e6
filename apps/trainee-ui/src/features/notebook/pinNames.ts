import type { Pin } from '@firedrill/protocol';

/** Short names of pins, in the order in which they were made: E1, E2, ... */
export function pinNames(pins: readonly Pin[]): ReadonlyMap<string, string> {
  const inOrder = [...pins].sort((a, b) => a.seq - b.seq);
  return new Map(inOrder.map((pin, index) => [pin.id, `E${index + 1}`]));
}

/** Under this type a dragged pin's id travels. */
export const pinDragType = 'application/x-pin-id';
