import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventHeap } from './heap.ts';

interface Entry {
  readonly time: number;
  readonly sequence: number;
}

const firstOf = (entries: readonly Entry[]): Entry | undefined =>
  [...entries].sort((a, b) => a.time - b.time || a.sequence - b.sequence)[0];

describe('EventHeap', () => {
  it('gives back in the order of (time, sequence), however pushes and pops mix', () => {
    // A number is a push at that time, null a pop. Few distinct times, so that sequences decide often.
    const step = fc.option(fc.integer({ min: 0, max: 9 }), { freq: 3, nil: null });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const heap = new EventHeap();
        const waiting: Entry[] = [];
        steps.forEach((time, sequence) => {
          if (time !== null) {
            heap.push(time, sequence, sequence);
            waiting.push({ time, sequence });
          } else {
            const first = firstOf(waiting);
            expect(heap.firstTime()).toBe(first?.time ?? Number.POSITIVE_INFINITY);
            expect(heap.pop()).toBe(first?.sequence ?? -1);
            if (first) waiting.splice(waiting.indexOf(first), 1);
          }
          expect(heap.size).toBe(waiting.length);
        });
      }),
    );
  });

  it('keeps its order while it grows past its first capacity', () => {
    const heap = new EventHeap();
    const count = 5000;
    for (let i = 0; i < count; i++) heap.push((i * 7919) % count, i, (i * 7919) % count);
    const popped = Array.from({ length: count }, () => heap.pop());
    expect(popped).toEqual(Array.from({ length: count }, (_, i) => i));
  });
});
