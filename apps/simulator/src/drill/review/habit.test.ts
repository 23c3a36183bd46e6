import type { Detector, Pitfall, ScoreLine } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { habitOf } from './habit.ts';

const line = (rule: string, max: number, got: number): ScoreLine => ({
  dim: 'D2',
  rule,
  max,
  got,
  why: '',
  because: [got],
});
const found = (id: Detector['id'], isFound = true): Detector => ({ id, found: isFound, why: '', because: [7] });
const scored = (lines: readonly ScoreLine[], gain: number | null = null) => ({
  scored: {
    lines,
    total: 50,
    gates: [],
    passed: false,
    assisted: false,
    best: gain === null ? null : { text: 'Lock before #4', gain, seqs: [4] },
  },
});
const avoided: Pitfall = { id: 'undocumented-hypothesis', state: 'avoided', why: '', because: [] };
const poor = [line('answer', 15, 1), line('narrowing', 11, 2)];

describe('the habit for next time', () => {
  it('is the one change that gains most, when it gains much', () => {
    expect(habitOf(scored(poor, 6.04), [found('anchoring')], [])).toEqual({
      text: 'Lock before #4.',
      gain: 6,
      because: [4],
    });
  });

  it.each([
    ['anchoring', ['stall', 'no-update', 'anchoring'], 'stop following it'],
    ['no-update', ['premature-closure', 'no-update'], 'revise the hypothesis'],
    ['premature-closure', ['stall', 'premature-closure'], 'Before you lock'],
    ['stall', ['stall'], 'three looks'],
  ] as const)('is about %s where no single change gains much', (_, ids, text) => {
    const habit = habitOf(
      scored(poor, 1.5),
      ids.map((id) => found(id)),
      [],
    );
    expect(habit.text).toContain(text);
    expect(habit.because).toEqual([7]);
  });

  it('is to write first where nothing was written, though the belief came early too', () => {
    const { text, because } = habitOf(
      scored(poor),
      [found('premature-closure')],
      [{ ...avoided, state: 'met', because: [9] }],
    );
    expect(text).toContain('Write down what you think');
    expect(because).toEqual([9]);
  });

  it('is about the line that lost most where thinking went well', () => {
    const { text, because } = habitOf(scored(poor), [found('stall', false)], [avoided]);
    expect(text).toContain('slot of the answer');
    expect(because).toEqual([1]);
  });

  it('is to go on, where nothing was lost', () => {
    expect(habitOf(scored([line('answer', 15, 15)]), [], []).text).toContain('Do it again');
  });
});
