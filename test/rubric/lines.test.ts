/** Every point is explained, and what would have gained more is found by trying. */
import { describe, expect, it } from 'vitest';
import { editsOf } from '../../apps/simulator/src/score/rubric/edits.ts';
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

  it('is looked for in a bounded number of changed runs, however long a run was', () => {
    const { record } = fixture('ideal');
    const long = Array.from({ length: 500 }, (_, i): RecordEntry => {
      const entry = record[i % record.length]!;
      return { ...entry, seq: i + 1, t: Math.min(entry.t, 5000) + i };
    });
    expect([...editsOf(record, 400)].length).toBeLessThan(100);
    expect([...editsOf(long, 400)]).toHaveLength(400);
    for (const { record: edited } of editsOf(long, 400))
      expect(Math.abs(edited.length - long.length)).toBeLessThanOrEqual(1);
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
