import { describe, expect, it } from 'vitest';
import { chain, UnknownEntry, verify } from './index.ts';

const entry = (text: string) => ({
  wallMs: 1,
  incidentMs: 2,
  workMs: 3,
  actor: 'a',
  name: 'Ana',
  data: { type: 'code.searched' as const, text },
});

describe('journal', () => {
  it('verifies what it chained, also after a store has put keys in another order', () => {
    const entries = chain(null, [entry('one'), entry('two')]);
    const reordered = entries.map((one) => Object.fromEntries(Object.entries(one).reverse()));
    expect(verify(reordered)).toEqual(entries);
  });

  it('goes on where it stopped', () => {
    const first = chain(null, [entry('one')]);
    const more = chain(first[0] ?? null, [entry('two')]);
    expect(verify([...first, ...more]).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it.each([
    ['changed', (all: ReturnType<typeof chain>) => all.map((one, i) => (i === 1 ? { ...one, name: 'Eve' } : one))],
    ['left out', (all: ReturnType<typeof chain>) => [all[0], all[2]]],
    ['swapped', (all: ReturnType<typeof chain>) => [all[0], all[2], all[1]]],
  ])('names the entry where one was %s', (_, tamper) => {
    const entries = chain(null, [entry('one'), entry('two'), entry('three')]);
    expect(() => verify(tamper(entries))).toThrow(/entry 2 \(journal version 1\) does not follow/);
  });

  it.each([
    [
      'of another version',
      { v: 9 },
      'entry 1 (code.searched) is of journal version 9, and is not understood by version 1',
    ],
    ['of another kind', { data: { type: 'tea.made' } }, 'entry 1 (tea.made) is of journal version 1'],
    ['of no version', { v: undefined, data: 7 }, 'entry 1 is of no version'],
  ])('says which entry and which version it does not understand: %s', (_, change, said) => {
    const stored = [{ ...chain(null, [entry('one')])[0], ...change }];
    expect(() => verify(stored)).toThrow(UnknownEntry);
    expect(() => verify(stored)).toThrow(said);
  });
});
