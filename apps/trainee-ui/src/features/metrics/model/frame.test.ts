import type { MetricRangeResult } from '@firedrill/protocol';
import { expect, it } from 'vitest';
import { expand, legendText } from './expand.ts';
import { joinFrames, lastOf, maxOf, mergeFrames, toFrame } from './frame.ts';
import { onGrid, rateIntervalMs, stepFor } from './step.ts';
import { firstQuestion, unitOf } from './unit.ts';

const matrix = (...series: MetricRangeResult['series']): MetricRangeResult => ({
  type: 'matrix',
  series,
  warnings: [],
});

it('joins series that miss samples onto one list of times', () => {
  const frame = toFrame([
    {
      expr: 'a',
      legend: '{{pod}}',
      result: matrix(
        { labels: { pod: 'b' }, timesMs: [20, 30], values: [2, 'NaN'] },
        { labels: { pod: 'a' }, timesMs: [10, 30], values: [1, '+Inf'] },
      ),
    },
  ]);
  expect(frame.timesMs).toEqual([10, 20, 30]);
  expect(frame.lines.map(({ label, values, siblings }) => ({ label, values, siblings }))).toEqual([
    { label: 'a', values: [1, null, null], siblings: 2 },
    { label: 'b', values: [null, 2, null], siblings: 2 },
  ]);
});

it('keeps queries in their order and shifts an earlier window to now', () => {
  const one = (value: number): MetricRangeResult => matrix({ labels: {}, timesMs: [10], values: [value] });
  const frame = toFrame(
    [
      { expr: 'z', legend: 'p50', result: one(1) },
      { expr: 'a', legend: 'p99', result: one(9) },
    ],
    100,
  );
  expect(frame.timesMs).toEqual([110]);
  expect(frame.lines.map((line) => line.label)).toEqual(['p50', 'p99']);
});

it('puts two frames on common times without mixing their lines', () => {
  const frame = (timeMs: number, value: number) =>
    toFrame([{ expr: 'e', legend: 'x', result: matrix({ labels: {}, timesMs: [timeMs], values: [value] }) }]);
  const { now, before } = joinFrames(frame(10, 1), frame(20, 2));
  expect(now).toMatchObject({ timesMs: [10, 20], lines: [{ values: [1, null] }] });
  expect(before).toMatchObject({ timesMs: [10, 20], lines: [{ values: [null, 2] }] });
  expect(mergeFrames([frame(10, 1), frame(20, 2)]).lines).toHaveLength(2);
});

it('finds the newest and the largest of what is there', () => {
  expect(lastOf([1, 5, null])).toBe(5);
  expect(maxOf([-3, null, -7])).toBe(-3);
  expect(lastOf([null])).toBeNull();
});

it('fills in variables and never lets a service name end a string', () => {
  expect(expand('rate(x{service="$service"}[$__rate_interval])', { service: 'a"b', stepMs: 15_000 })).toBe(
    'rate(x{service="a\\"b"}[1m])',
  );
  expect(expand('[$__rate_interval]', { service: '', stepMs: 120_000 })).toBe('[135s]');
});

it('names a series by template or by its labels', () => {
  expect(
    legendText('{{http_request_method}} {{http_route}}', { http_request_method: 'GET', http_route: '/v1/cart' }),
  ).toBe('GET /v1/cart');
  expect(legendText('{{state}}', {})).toBe('(no label)');
  expect(legendText(undefined, { __name__: 'up', b: '2', a: '1' })).toBe('up{a="1", b="2"}');
});

it('asks on a grid, at a step people can read, over at least four scrapes', () => {
  expect(stepFor({ fromMs: 0, toMs: 15 * 60_000 })).toBe(15_000);
  expect(stepFor({ fromMs: 0, toMs: 6 * 3_600_000 })).toBe(300_000);
  expect(onGrid({ fromMs: 16_000, toMs: 47_000 }, 15_000)).toEqual({ fromMs: 15_000, toMs: 45_000 });
  expect(onGrid({ fromMs: 16_000, toMs: 17_000 }, 15_000)).toEqual({ fromMs: 15_000, toMs: 30_000 });
  expect(rateIntervalMs(5_000)).toBe(60_000);
});

it('guesses a unit and a first question from a name', () => {
  expect(unitOf('histogram_quantile(0.95, sum by (le) (rate(x_seconds_bucket[1m])))')).toBe('s');
  expect(unitOf('rate(x_seconds_count[1m])')).toBe('/s');
  expect(unitOf('process_resident_memory_bytes')).toBe('bytes');
  expect(firstQuestion('x_seconds', 'histogram')).toContain('rate(x_seconds_bucket[');
  expect(firstQuestion('x_total', 'counter')).toBe('sum by (service) (rate(x_total[$__rate_interval]))');
});
