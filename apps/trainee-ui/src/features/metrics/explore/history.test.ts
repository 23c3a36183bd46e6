import { expect, it } from 'vitest';
import { withEntry } from './history.ts';

it('holds each query once, newest first, and not for ever', () => {
  expect(withEntry(['a', 'b'], 'b')).toEqual(['b', 'a']);
  const many = Array.from({ length: 50 }, (_, index) => `q${index}`);
  expect(withEntry(many, 'new')).toHaveLength(30);
  expect(withEntry(many, 'new')[0]).toBe('new');
});
