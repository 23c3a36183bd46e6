import { expect, it } from 'vitest';
import { byChange, changeText, countOf, type Pattern } from './patterns.ts';

const pattern = (template: string, count: number): Pattern => ({ service: 's', level: 'info', template, count });

it('says how a count compares with before', () => {
  expect(changeText(5, 0)).toBe('new');
  expect(changeText(100, 99)).toBe('same');
  expect(changeText(30, 10)).toBe('x 3');
  expect(changeText(10, 40)).toBe('x 0.25');
});

it('puts first what changed most, in either direction', () => {
  const now = [pattern('steady', 9000), pattern('one more', 2), pattern('rose', 90), pattern('fell', 1)];
  const before = [pattern('steady', 9100), pattern('one more', 1), pattern('rose', 3), pattern('fell', 200)];
  expect(byChange(now, before).map((held) => held.template)).toEqual(['fell', 'rose', 'one more', 'steady']);
  expect(countOf(before, { ...pattern('rose', 0), level: 'error' })).toBe(0);
});
