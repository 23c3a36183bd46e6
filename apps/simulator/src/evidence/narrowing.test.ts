import { describe, expect, it } from 'vitest';
import { consistentWith, narrowing } from './narrowing.ts';

const worlds = ['true', 'a', 'b', 'c'];

describe('narrowing', () => {
  it('is nothing where all worlds show the same', () => {
    expect(narrowing([{ true: 'higher', a: 'higher', b: 'higher', c: 'higher' }], worlds)).toBe(0);
  });

  it('is half when half of the worlds are ruled out, and whole when only the true one is left', () => {
    const half = { true: 'higher', a: 'higher', b: 'same', c: 'same' } as const;
    const other = { true: 'same', a: 'lower', b: 'same', c: 'same' } as const;
    expect(narrowing([half], worlds)).toBe(0.5);
    expect(narrowing([half, other], worlds)).toBe(1);
  });

  it('rules nobody out by what is unclear, in the true world or in the other', () => {
    expect(consistentWith([{ true: 'unclear', a: 'higher', b: 'same', c: 'gone' }], worlds)).toEqual(worlds);
    expect(consistentWith([{ true: 'same', a: 'unclear', b: 'higher', c: 'gone' }], worlds)).toEqual(['true', 'a']);
  });
});
