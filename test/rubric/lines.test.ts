/** Every point is explained, and what would have gained more is found by trying. */
import { describe, expect, it } from 'vitest';
import { editsOf } from '../../apps/simulator/src/score/rubric/edits/index.ts';
import { explainRecord } from '../../apps/simulator/src/score/rubric/missed.ts';
import type { RecordEntry } from '../../apps/simulator/src/score/rubric/record.ts';
import { scoreRecord } from '../../apps/simulator/src/score/rubric/score.ts';
import { rubricOf, rubrics, rubricVersion } from '../../apps/simulator/src/score/rubric/versions.ts';
import { fixture, fixtures, journals, key } from './expected.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('lines', () => {
  it('add up to the total, their maxima to 100, and rest on entries that exist', () => {
    for (const { record } of [...fixtures, ...journals]) {
      const { lines, total, gates } = scoreRecord(record, key);
      expect(Math.abs(Math.max(0, sum(lines.map(({ got }) => got))) - total)).toBeLessThan(0.051);
      expect(sum(lines.map(({ max }) => max))).toBe(100);
      const seqs = new Set(record.map(({ seq }) => seq));
      for (const { because, why } of [...lines, ...gates]) {
        expect(because.filter((seq) => !seqs.has(seq))).toEqual([]);
        expect(why.length).toBeGreaterThan(10);
      }
    }
  });

  it('name what they rest on when they give something', () => {
    for (const { record } of fixtures)
      for (const line of scoreRecord(record, key).lines)
        if (line.got !== 0) expect(line.because.length, `${line.rule}: ${line.why}`).toBeGreaterThan(0);
  });

  it('can be had without the time boxes, worth 100 again', () => {
    const { record } = fixture('slow_rigorous');
    const timed = scoreRecord(record, key);
    const free = scoreRecord(record, key, { timeBoxes: false });
    expect(sum(free.lines.map(({ max }) => max))).toBeCloseTo(100, 9);
    expect(free.lines.some(({ dim }) => dim === 'D7')).toBe(false);
    expect([timed.total, free.total]).toEqual([95.5, 100]);
  });

  it('ask less of the evidence where a scenario says so', () => {
    const { record } = fixture('ideal');
    const thin = record.filter(({ kind, t }) => kind !== 'pin' || t < 100 || t > 600);
    const ready = (readiness: number): boolean =>
      scoreRecord(thin, { ...key, readiness }).gates.find(({ id }) => id === 'ready-before-code')!.met;
    expect([ready(0.99), ready(0.25)]).toEqual([false, true]);
  });
});

describe('what was missed', () => {
  it('is the order, where code came too early by one step', () => {
    const { record } = fixture('ideal');
    const lock = record.find(({ kind }) => kind === 'hypothesis')!;
    const early: RecordEntry = { seq: 500, t: lock.t - 5, kind: 'code', component: 'order-service' };
    const { lines, best } = explainRecord([...record, early], key);
    const order = lines.find(({ rule }) => rule === 'ready-before-code');
    expect(order?.got).toBeLessThan(9);
    expect(order?.missed).toMatch(/code.*#500.*more\.$/i);
    expect(best?.gain).toBeGreaterThan(20);
  });

  it('is nothing where nothing could be better', () => {
    const { lines, best } = explainRecord(fixture('ideal').record, key);
    expect(lines.filter(({ missed }) => missed !== undefined)).toEqual([]);
    expect(best).toBeNull();
  });

  it('would really have gained what it says', () => {
    const { record } = fixture('hint_heavy');
    const { best, total } = explainRecord(record, key);
    const without = record.filter(({ seq }) => !best?.seqs.includes(seq));
    expect(best?.text).toMatch(/^Without the hint/);
    expect(scoreRecord(without, key).total - total).toBeCloseTo(best?.gain ?? 0, 5);
  });

  const ideal = fixture('ideal').record;
  const without = (...kinds: readonly RecordEntry['kind'][]) => ideal.filter(({ kind }) => !kinds.includes(kind));
  const claiming = (change: object) =>
    ideal.map((entry) => (entry.kind === 'hypothesis' ? { ...entry, ...change } : entry));
  const lastPin = ideal.findLast(({ kind }) => kind === 'pin');
  const readWrong = ideal.map((entry) => (entry === lastPin ? { ...entry, reading: 'otherwise' } : entry));
  it.each([
    [
      'contradiction-check',
      without('contradiction'),
      /^A last look for a contradiction at ".+", right before submitting #/,
    ],
    ['recovery-verified', without('recovery'), /^Looking once more at what users feel/],
    [
      'predictions-checked',
      without('check'),
      /^Checking ".+" after locking the hypothesis #\d+, and seeing that it held/,
    ],
    ['belief-updated', without('check'), /^Checking /],
    ['code-targeted', without('code'), /^Reading code of order-service/],
    ['alternatives-rejected', claiming({ alternatives: [] }), /^Rejecting .+ what your pins rule out/],
    ['citations', claiming({ refs: [] }), /^Citing the pin #/],
    ['falsifiable', claiming({ predictions: [] }), /^Predicting in the hypothesis #\d+ that ".+" is /],
    ['timeline', without('timeline'), /^Putting /],
    ['modalities-before-code', without('pin'), /^Pinning \w+ .+ as .+, before locking the hypothesis #/],
    ['narrowing', readWrong, /^Reading the pin #\d+ as /],
    ['ready-before-code', without('hypothesis'), /^Locking what your pins speak for \(.+\) before opening code #/],
  ])('is said where something was not done at all: %s', (rule, record, said) => {
    const line = explainRecord(record, key).lines.find((one) => one.rule === rule);
    expect(line?.missed).toMatch(said);
  });

  it('is something that would have been possible', () => {
    const verified = (recovered: boolean) =>
      explainRecord(without('recovery'), { ...key, recovered }).lines.find(({ rule }) => rule === 'recovery-verified');
    expect([verified(true)?.missed, verified(false)?.missed].map(Boolean)).toEqual([true, false]);
    for (const { record: edited } of editsOf(without('recovery'), { ...key, recovered: false }, 400))
      expect(edited.filter(({ kind }) => kind === 'recovery')).toEqual([]);
  });

  it('is looked for in a bounded number of changed runs, of all kinds, however long a run was', () => {
    const long = Array.from({ length: 500 }, (_, i): RecordEntry => {
      const entry = ideal[i % ideal.length]!;
      return { ...entry, seq: i + 1, t: Math.min(entry.t, 5000) + i };
    });
    expect([...editsOf(ideal, key, 400)].length).toBeLessThan(150);
    const edits = [...editsOf(long, key, 400)];
    expect(edits).toHaveLength(400);
    for (const { record: edited } of edits) expect(Math.abs(edited.length - long.length)).toBeLessThanOrEqual(2);
    for (const kind of [
      /^Without the pin/,
      /^A last look/,
      /^Looking once more at what users feel/,
      / before .+ #\d+$/,
    ])
      expect(edits.filter(({ text }) => kind.test(text)).length, String(kind)).toBeGreaterThan(0);
  });
});

describe('versions', () => {
  it('are scored by what they name, and unknown ones refused with those that there are', () => {
    expect(rubricOf(rubricVersion).score(fixture('ideal').record, key).total).toBe(100);
    expect(() => rubricOf('0.1')).toThrow(`there is no rubric 0.1; expected one of ${rubricVersion}`);
    const older = { version: '1.9', score: () => ({ ...explainRecord([], key), total: 42 }) };
    expect(rubricOf('1.9', [older, ...rubrics]).score([], key).total).toBe(42);
  });
});
