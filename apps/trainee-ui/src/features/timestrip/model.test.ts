import { expect, it } from 'vitest';
import { dragged, linePath, ticks, toTime, toX } from './model.ts';

const domain = { fromMs: 0, toMs: 3_600_000, width: 360 };
const window = { fromMs: 600_000, toMs: 1_200_000 };

it('maps times to pixels and back, inside of the strip', () => {
  expect(toX(1_800_000, domain)).toBe(180);
  expect(toTime(180, domain)).toBe(1_800_000);
  expect(toTime(-50, domain)).toBe(0);
  expect(toTime(9999, domain)).toBe(3_600_000);
});

it('drags ends without letting them cross', () => {
  expect(dragged('from', window, 0, 900_000, domain)).toEqual({ fromMs: 900_000, toMs: 1_200_000 });
  expect(dragged('from', window, 0, 2_000_000, domain)).toEqual({ fromMs: 1_170_000, toMs: 1_200_000 });
  expect(dragged('to', window, 0, 0, domain)).toEqual({ fromMs: 600_000, toMs: 630_000 });
});

it('moves a window as a whole and stops it at the ends of history', () => {
  expect(dragged('move', window, 700_000, 800_000, domain)).toEqual({ fromMs: 700_000, toMs: 1_300_000 });
  expect(dragged('move', window, 700_000, -9_000_000, domain)).toEqual({ fromMs: 0, toMs: 600_000 });
  expect(dragged('move', window, 700_000, 9_000_000, domain)).toEqual({ fromMs: 3_000_000, toMs: 3_600_000 });
});

it('draws a new window in either direction', () => {
  expect(dragged('new', window, 2_000_000, 1_500_000, domain)).toEqual({ fromMs: 1_500_000, toMs: 2_000_000 });
});

it('labels whole times with room between them', () => {
  expect(ticks(domain)).toEqual([0, 900_000, 1_800_000, 2_700_000, 3_600_000]);
});

it('breaks a line where there is no value', () => {
  const points = [1, null, 2, 4].map((value, index) => ({ timeMs: index * 1_200_000, value }));
  expect(linePath(points, domain, 4, 0, 40)).toBe('M0.0 30.0M240.0 20.0L360.0 0.0');
});
