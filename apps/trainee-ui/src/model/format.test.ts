import { describe, expect, it } from 'vitest';
import { formatDuration, formatElapsed, formatTimeMs, formatValue } from './format.ts';

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [0.42, '420 us'],
    [14.23, '14.2 ms'],
    [999, '999 ms'],
    [1520, '1.52 s'],
    [125_000, '2 min 5 s'],
    [3_840_000, '1 h 4 min'],
    [7_200_000, '2 h'],
    [Number.NaN, '-'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('values', () => {
  it.each([
    [0.0523, 'ratio', '5.23 %'],
    [1.84, 's', '1.84 s'],
    [0.0124, 's', '12.4 ms'],
    [83.12, '/s', '83.1/s'],
    [268_435_456, 'bytes', '256 MiB'],
    [0, 'bytes', '0 B'],
    [12_345, 'count', '12,345'],
    [10, 'count', '10'],
    [100, 'count', '100'],
    [null, 's', '-'],
    [Number.POSITIVE_INFINITY, 's', '-'],
  ] as const)('%s %s is %s', (value, unit, text) => expect(formatValue(value, unit)).toBe(text));
});

it('shows the milliseconds of an instant', () => {
  expect(formatTimeMs(Date.UTC(2024, 2, 16, 13, 51, 7, 42))).toBe('13:51:07.042');
});

it('shows used time as a clock', () => {
  expect([0, 192_000, 3_732_000].map(formatElapsed)).toEqual(['0:00', '3:12', '1:02:12']);
});
