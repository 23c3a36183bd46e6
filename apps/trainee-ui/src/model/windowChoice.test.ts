import { expect, it } from 'vitest';
import { parseWindow, windowParams } from './windowChoice.ts';
import { WindowTrail } from './windowTrail.ts';

const read = (text: string) => parseWindow(new URLSearchParams(text));

it.each([
  ['', { kind: 'live', lengthMs: 900_000 }],
  ['live=1h', { kind: 'live', lengthMs: 3_600_000 }],
  ['live=90s', { kind: 'live', lengthMs: 90_000 }],
  ['from=1000&to=5000', { kind: 'fixed', fromMs: 1000, toMs: 5000 }],
  ['from=5000&to=1000', { kind: 'live', lengthMs: 900_000 }],
  ['from=x&to=1000', { kind: 'live', lengthMs: 900_000 }],
  ['live=0m', { kind: 'live', lengthMs: 900_000 }],
])('%j is read', (text, expected) => expect(read(text)).toEqual(expected));

it.each(['live=1h', 'live=20m', 'live=45s', 'live=all', 'from=1000&to=5000'])(
  '%s is written as it was read',
  (text) => {
    expect(windowParams(new URLSearchParams(), read(text)).toString()).toBe(text);
  },
);

it('leaves other parameters alone', () => {
  const params = windowParams(new URLSearchParams('q=x&live=1h'), { kind: 'fixed', fromMs: 1, toMs: 2 });
  expect(params.toString()).toBe('q=x&from=1&to=2');
});

it('walks back and forward through windows, and forgets the way forward when another is chosen', () => {
  const [a, b, c] = [1, 2, 3].map((n) => ({ kind: 'live', lengthMs: n }) as const);
  if (!a || !b || !c) throw new Error('three windows');
  const trail = new WindowTrail();
  trail.leave(a);
  trail.leave(b);
  expect(trail.back(c)).toEqual(b);
  expect(trail.back(b)).toEqual(a);
  expect(trail.back(a)).toBeUndefined();
  expect(trail.forward(a)).toEqual(b);
  trail.leave(b);
  expect(trail.forward(a)).toBeUndefined();
});
