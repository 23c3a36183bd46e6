import type { Debrief } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { rowsOf } from './sideBySide.ts';

type What = 'query' | 'pin' | 'lock';

function run(...whats: readonly What[]): Pick<Debrief, 'deeds' | 'narrowing'> {
  const deeds = whats.map((what, index): Debrief['deeds'][number] => ({
    seq: index + 1,
    author: 'Ana',
    incidentMs: index,
    workMs: index,
    lane: what === 'lock' ? 'hypothesis' : 'metrics',
    text: `${what} ${index + 1}`,
    covers: [],
    looked: what !== 'lock',
  }));
  const steps = whats.flatMap((what, index): Debrief['narrowing']['steps'] =>
    what === 'lock'
      ? []
      : [{ seq: index + 1, workMs: index, incidentMs: index, what, text: '', left: 1, tag: 'irrelevant' }],
  );
  return { deeds, narrowing: { rivals: 1, steps } };
}

const texts = (...whats: readonly What[]): string[] => rowsOf(run(...whats)).map(({ text }) => text);

describe('what a team did, beside a solution', () => {
  it('tells looks in a row once, and every pin', () => {
    expect(texts('query', 'query', 'query', 'pin', 'query', 'pin', 'lock', 'query', 'query')).toEqual([
      'looked 3 times',
      'pin 4',
      'query 5',
      'pin 6',
      'lock 7',
      'looked 2 times',
    ]);
  });
});
