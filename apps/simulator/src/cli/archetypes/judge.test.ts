import { expect, it } from 'vitest';
import { judge } from './judge.ts';
import { byChance, type Result, verdictsDue, wanted } from './orders.ts';

/** All orders hold among these. */
const totals: Readonly<Record<string, number>> = {
  solution: 98,
  'slow-but-rigorous': 94,
  'corrected-after-anchoring': 92,
  'rigorous-but-incomplete': 85,
  'hint-heavy': 70,
  'hypothesis-spray': 48,
  'back-filled-paperwork': 41,
  'data-only': 33,
  'anchored-on-the-decoy': 18,
  'code-first-right': 13,
  shotgun: 8,
  'code-first-wrong': 1,
  'no-op': 0,
};
const results = (): Map<string, Result> =>
  new Map([
    ...wanted.map(
      (name) => [name, { total: totals[name] ?? Number.NaN, verdict: verdictsDue(name)[0] ?? 'passed' }] as const,
    ),
    [byChance, { total: 20, verdict: 'not passed' }],
  ]);

it('all orders and verdicts can hold', () => {
  expect(judge(results()).broken).toEqual([]);
  expect(judge(results()).held).toBe(35);
});

it('a transcript that is not there breaks every order that names it, and its verdict', () => {
  const without = results();
  without.delete('data-only');
  expect(judge(without).broken).toEqual([
    'data-only > code-first-wrong: not there, 1.0',
    'data-only < 60: not there',
    'data-only is not passed, and was not there: not there',
  ]);
});

it('who should not pass and does is told', () => {
  const lucky = results().set('code-first-right', { total: 13, verdict: 'passed' });
  expect(judge(lucky).broken).toEqual(['code-first-right is not passed, and was passed: 13.0']);
});

it('helped by a hint that tells is no pass', () => {
  const helped = results().set('hint-heavy', { total: 70, verdict: 'passed' });
  expect(judge(helped).broken).toEqual(['hint-heavy is assisted or not passed, and was passed: 70.0']);
});
