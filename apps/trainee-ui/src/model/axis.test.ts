import { expect, it } from 'vitest';
import { linePath, timeAxis } from './axis.ts';

const at = (hours: number, minutes: number): number => Date.UTC(2024, 2, 16, hours, minutes);

it('puts round instants on the axis, no more than fit', () => {
  const axis = timeAxis(at(13, 33), at(14, 21), 0, 640);
  expect(axis.ticks).toEqual([at(13, 40), at(13, 50), at(14, 0), at(14, 10), at(14, 20)]);
  expect([axis.x(at(13, 33)), axis.x(at(13, 57)), axis.x(at(14, 21))]).toEqual([0, 320, 640]);
});

it('breaks a line where there is no value', () => {
  const points = [
    [0, 1],
    [1, 2],
    [2, Number.NaN],
    [3, 4],
  ] as const;
  expect(linePath(points)).toBe('M0.0 1.0L1.0 2.0M3.0 4.0');
});
