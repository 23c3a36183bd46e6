import type { Span, TraceSummary } from '@firedrill/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinAnswers, slicesOf, withErrors } from '../data.ts';
import { criticalPath } from './criticalPath.ts';
import { differences } from './difference.ts';
import { binTraces, durationAt, heightOf } from './heatmap.ts';
import { split } from './region.ts';
import { layoutTrace, selfTime } from './waterfall.ts';

const span = (spanId: string, parentSpanId: string, startMs: number, durationMs: number): Span => ({
  spanId,
  parentSpanId,
  service: `service of ${spanId}`,
  pod: 'p',
  operation: spanId,
  kind: 'internal',
  startMs,
  durationMs,
  status: 'unset',
  attributes: {},
});
const traceOf = (...spans: Span[]) => ({ traceId: 't', spans });
const summary = (startMs: number, durationMs: number, errorCount = 0, services = ['a']): TraceSummary => ({
  traceId: `${startMs} ${durationMs}`,
  rootService: 'a',
  rootOperation: 'op',
  startMs,
  durationMs,
  spanCount: 1,
  errorCount,
  services,
});

it('lays children under parents by start, however the spans arrive', () => {
  const trace = traceOf(span('c', 'a', 60, 40), span('a', '', 0, 100), span('b', 'a', 10, 40), span('d', 'b', 20, 10));
  const { rows, durationMs } = layoutTrace(trace);
  expect(rows.map((row) => `${row.depth}${row.span.spanId}`)).toEqual(['0a', '1b', '2d', '1c']);
  expect(durationMs).toBe(100);
  expect(rows[3]).toMatchObject({ left: 0.6, width: 0.4 });
  expect(layoutTrace(trace, new Set(['b'])).rows.map((row) => row.span.spanId)).toEqual(['a', 'b', 'c']);
});

it('shows spans whose parent has not arrived', () => {
  expect(layoutTrace(traceOf(span('x', 'missing', 5, 5))).rows).toHaveLength(1);
});

it('counts overlapping children once', () => {
  const parent = span('a', '', 0, 100);
  expect(selfTime(parent, [span('b', 'a', 10, 40), span('c', 'a', 30, 40), span('d', 'a', 90, 50)])).toBe(30);
});

it('follows what the trace waited for', () => {
  const trace = traceOf(
    span('a', '', 0, 100),
    span('early', 'a', 5, 20),
    span('short', 'a', 40, 10),
    span('long', 'a', 30, 60),
    span('inner', 'long', 35, 50),
  );
  expect(criticalPath(trace).map(({ spanId, fromMs, toMs }) => `${spanId} ${fromMs}-${toMs}`)).toEqual([
    'a 0-5',
    'early 5-25',
    'a 25-30',
    'long 30-35',
    'inner 35-85',
    'long 85-90',
    'a 90-100',
  ]);
});

it('has a critical path that covers the root exactly once', () => {
  const spans = fc.array(fc.record({ parent: fc.nat(), start: fc.nat(80), length: fc.integer({ min: 1, max: 60 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(spans, (made) => {
      const all = [span('0', '', 0, 100)];
      made.forEach(({ parent, start, length }, index) => {
        all.push(span(`${index + 1}`, `${parent % (index + 1)}`, start, length));
      });
      const path = criticalPath(traceOf(...all));
      let at = 0;
      for (const stretch of path) {
        expect(stretch.fromMs).toBe(at);
        expect(stretch.toMs).toBeGreaterThan(stretch.fromMs);
        at = stretch.toMs;
      }
      expect(at).toBe(100);
    }),
  );
});

it('counts every trace of the window in one cell', () => {
  const traces = [summary(0, 5), summary(1, 5), summary(99, 900, 1), summary(100, 1000), summary(500, 1)];
  const map = binTraces(traces, { fromMs: 0, toMs: 100 }, 10, 8);
  expect(map.cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(4);
  expect(map.maxCount).toBe(2);
  expect(map.cells.filter((cell) => cell.errors > 0)).toHaveLength(1);
  expect(map.cells.every((cell) => cell.row >= 0 && cell.row < 8 && cell.column >= 0 && cell.column < 10)).toBe(true);
});

it('turns durations into heights and back', () => {
  for (const durationMs of [1, 42, 10_000])
    expect(durationAt(heightOf(durationMs, 1, 10_000), 1, 10_000)).toBeCloseTo(durationMs, 6);
});

it('says what a region has that the rest has not', () => {
  const traces = [summary(0, 10), summary(1, 10), summary(2, 900, 1, ['a', 'db']), summary(3, 950, 0, ['a', 'db'])];
  const { inside, outside } = split(traces, { fromMs: 0, toMs: 10, lowMs: 100, highMs: 1000 });
  expect(differences(inside, outside)[0]).toEqual({ name: 'passes through', value: 'db', inside: 1, outside: 0 });
  expect(differences(inside, outside).some((found) => found.value === 'a')).toBe(false);
  expect(differences([], traces)).toEqual([]);
});

it('cuts a window into parts that meet and do not overlap', () => {
  const cut = slicesOf({ fromMs: 0, toMs: 1000 }, 4);
  expect(cut[0]?.toMs).toBe(1000);
  expect(cut.at(-1)?.fromMs).toBe(0);
  for (const [index, slice] of cut.slice(1).entries()) expect(slice.toMs).toBe(cut[index]!.fromMs - 1);
});

it('joins answers: all traces, all operations, the whole total', () => {
  const answer = (total: number, operations: Record<string, string[]>) => ({
    traces: [summary(0, 1)],
    total,
    operations,
  });
  expect(joinAnswers([answer(3, { a: ['y'] }), answer(4, { a: ['x', 'y'], b: ['z'] })])).toMatchObject({
    total: 7,
    operations: { a: ['x', 'y'], b: ['z'] },
    traces: [{}, {}],
  });
});

it('adds traces with errors to a sample, each once, newest first', () => {
  const sample = { traces: [summary(5, 1), summary(9, 1)], total: 7, operations: {} };
  const { traces, total } = withErrors(sample, [summary(9, 1), summary(7, 2, 1)]);
  expect(traces.map((trace) => trace.startMs)).toEqual([9, 7, 5]);
  expect(total).toBe(7);
});
