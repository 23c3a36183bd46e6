import { expect, it } from 'vitest';
import { toBars } from './histogram.ts';
import { constantPart, markPieces } from './marks.ts';
import { linePin } from './pins.ts';

it('marks each occurrence, the longer of two that begin together', () => {
  const pieces = markPieces('abcabd', ['ab', 'abc']);
  expect(pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')).toBe('[abc][ab]d');
  expect(markPieces('x', [])).toEqual([{ text: 'x', marked: false }]);
  expect(markPieces('x', [''])).toEqual([{ text: 'x', marked: false }]);
});

it('finds what all lines of a kind have in common', () => {
  expect(constantPart('slow upstream answered after 812 ms')).toBe('slow upstream answered after');
  expect(constantPart('order {orderId} could not be paid')).toBe('could not be paid');
  expect(constantPart('says "hello" to everybody')).toBe('to everybody');
  expect(constantPart('42')).toBe('');
});

it('pins a line as its kind', () => {
  const pin = linePin({ service: 'a', level: 'warn', message: 'retry 3 of the call' }, { fromMs: 1, toMs: 2 });
  expect(pin.query).toEqual({ modality: 'log', query: '{service="a", level="warn"} |= "of the call"' });
});

it('stacks levels, the worst on the ground', () => {
  const bars = toBars({
    fromMs: 100,
    stepMs: 10,
    counts: { debug: [0, 0], info: [5, 0], warn: [0, 0], error: [2, 0], fatal: [0, 0] },
  });
  expect(bars).toEqual([
    {
      fromMs: 100,
      toMs: 110,
      total: 7,
      pieces: [
        { level: 'error', base: 0, count: 2 },
        { level: 'info', base: 2, count: 5 },
      ],
    },
    { fromMs: 110, toMs: 120, total: 0, pieces: [] },
  ]);
});
