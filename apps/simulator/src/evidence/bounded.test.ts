import { describe, expect, it } from 'vitest';
import { isBounded } from './bounded.ts';
import { classify } from './classify.ts';

describe('a share', () => {
  it.each([
    ['sum(rate(a{code="500"}[1m])) / sum(rate(a[1m]))', true],
    ['rate(hits[1m]) / (rate(hits[1m]) + rate(misses[1m]))', true],
    ['(sum(rate(a{code="500"}[1m])) / sum(rate(a[1m]))) or sum(a) * 0', true],
    ['avg by (service) (up)', true],
    ['max(nodejs_eventloop_utilization)', true],
    ['rate(a_seconds_sum[1m]) / rate(a_seconds_count[1m])', false],
    ['sum(rate(calls[1m])) / sum(rate(requests[1m]))', false],
    ['100 * up', false],
    ['a', false],
  ])('%s: %s', (expr, bounded) => {
    expect(isBounded(expr)).toBe(bounded);
  });

  const options = { floor: 0.002, bounded: true };
  const flat = (level: number): number[] => Array.from({ length: 20 }, (_, i) => level + 0.0001 * (i % 2));

  it('near 1 is told by what is missing', () => {
    expect(classify(flat(0.999), flat(0.95), { floor: 0.002 })).toBe('same');
    expect(classify(flat(0.999), flat(0.95), options)).toBe('lower');
    expect(classify(flat(0.95), flat(0.999), options)).toBe('higher');
    expect(classify(flat(0.999), flat(0.9989), options)).toBe('same');
  });

  it('far from 1 is told as everything else', () => {
    expect(classify(flat(0.01), flat(0.2), options)).toBe('higher');
    expect(
      classify(
        flat(1),
        flat(0).map(() => 0),
        { floor: 0.002, bounded: true },
      ),
    ).toBe('gone');
  });

  it('that adds up to more than 1 is none', () => {
    expect(classify(flat(3), flat(2.9), options)).toBe(classify(flat(3), flat(2.9), { floor: 0.002 }));
  });
});
