import { describe, expect, it } from 'vitest';
import { exponential, fraction, keyOf, LogNormal, mix, mix2, mix3, normal } from './luck.ts';

const count = 200_000;
const draws = (draw: (i: number) => number): Float64Array => Float64Array.from({ length: count }, (_, i) => draw(i));
const mean = (xs: Float64Array): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;
const moment = (xs: Float64Array, power: number): number => {
  const m = mean(xs);
  return xs.reduce((sum, x) => sum + (x - m) ** power, 0) / xs.length;
};
const correlation = (xs: Float64Array, ys: Float64Array): number => {
  const mx = mean(xs);
  const my = mean(ys);
  const covariance = xs.reduce((sum, x, i) => sum + (x - mx) * ((ys[i] ?? 0) - my), 0) / xs.length;
  return covariance / Math.sqrt(moment(xs, 2) * moment(ys, 2));
};
/** Chi-square of counts against equal shares, as a number of standard deviations from its mean. */
const unevenness = (bins: readonly number[]): number => {
  const expected = bins.reduce((a, b) => a + b, 0) / bins.length;
  const chi = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  const freedom = bins.length - 1;
  return (chi - freedom) / Math.sqrt(2 * freedom);
};
const bitCount = (x: number): number => x.toString(2).replaceAll('0', '').length;

/** The keys as worlds make them: a seed, a component, a count. */
const world = (seed: number): number => mix(seed, 0x776f726c);
const component = (seed: number, name: string): number => mix(world(seed), keyOf(name));
const pod = component(1, 'order-service-7d9c5b6f4-x2k8q');

describe('keys', () => {
  it('change in about half their bits when one bit of a part changes', () => {
    for (let bit = 0; bit < 32; bit++) {
      let flipped = 0;
      for (let i = 0; i < 2000; i++) flipped += bitCount((mix(pod, i) ^ mix(pod, i ^ (1 << bit))) >>> 0);
      expect(flipped / 2000).toBeGreaterThan(15);
      expect(flipped / 2000).toBeLessThan(17);
    }
  });

  it('depend on the order of their parts', () => {
    expect(mix2(pod, 1, 2)).not.toBe(mix2(pod, 2, 1));
    expect(mix3(pod, 1, 2, 3)).not.toBe(mix3(pod, 3, 2, 1));
  });

  it('do not meet for the names of a cluster', () => {
    const names = ['order-service', 'payment-service', 'api-gateway', 'catalog-service'].flatMap((service) =>
      Array.from({ length: 5000 }, (_, i) => `${service}-${i.toString(36)}`),
    );
    // 20,000 of 2^32: 0.05 meetings are to be expected.
    expect(new Set(names.map(keyOf)).size).toBe(names.length);
  });
});

describe('fractions', () => {
  it('are spread evenly over 0 to 1', () => {
    const bins = Array.from({ length: 256 }, () => 0);
    for (let i = 0; i < count; i++) {
      const bin = Math.floor(fraction(mix(pod, i)) * 256);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    expect(Math.abs(unevenness(bins))).toBeLessThan(4);
  });

  it('stay below 1', () => {
    expect(fraction(0xffffffff)).toBeLessThan(1);
    expect(fraction(0)).toBe(0);
  });

  const streams: Record<string, (i: number) => number> = {
    'the draw before': (i) => mix(pod, i + 1),
    'the neighbouring seed': (i) => mix(component(2, 'order-service-7d9c5b6f4-x2k8q'), i),
    'a pod of nearly the same name': (i) => mix(component(1, 'order-service-7d9c5b6f4-x2k8p'), i),
    'another purpose of the same request': (i) => mix2(pod, i, 1),
  };
  it.each(Object.keys(streams))('tell nothing of %s', (name) => {
    const other = streams[name] ?? (() => 0);
    const grid = Array.from({ length: 32 * 32 }, () => 0);
    for (let i = 0; i < count; i++) {
      const cell = Math.floor(fraction(mix(pod, i)) * 32) * 32 + Math.floor(fraction(other(i)) * 32);
      grid[cell] = (grid[cell] ?? 0) + 1;
    }
    expect(Math.abs(unevenness(grid))).toBeLessThan(4);
    const r = correlation(
      draws((i) => fraction(mix(pod, i))),
      draws((i) => fraction(other(i))),
    );
    expect(Math.abs(r)).toBeLessThan(4 / Math.sqrt(count));
  });
});

describe('distributions', () => {
  it('normal has mean 0, variance 1, no skew and a kurtosis of 3', () => {
    const xs = draws((i) => normal(mix(pod, i)));
    expect(mean(xs)).toBeCloseTo(0, 2);
    expect(moment(xs, 2)).toBeCloseTo(1, 1);
    expect(moment(xs, 3)).toBeCloseTo(0, 1);
    expect(Math.abs(moment(xs, 4) - 3)).toBeLessThan(0.1);
  });

  it.each([
    { average: 85_000, cv: 0.55 },
    { average: 12_000, cv: 0.3 },
    { average: 1_000_000, cv: 1 },
  ])('LogNormal($average, $cv) has that mean and that coefficient of variation', ({ average, cv }) => {
    const law = new LogNormal(average, cv);
    const xs = draws((i) => law.draw(mix(pod, i)));
    expect(mean(xs) / average).toBeCloseTo(1, 2);
    expect(Math.sqrt(moment(xs, 2)) / mean(xs) / cv).toBeCloseTo(1, 1);
    expect(xs.every((x) => Number.isInteger(x) && x > 0)).toBe(true);
  });

  it('exponential gaps have the mean given, its spread, and no memory', () => {
    const xs = draws((i) => exponential(mix(pod, i), 12_000));
    expect(mean(xs) / 12_000).toBeCloseTo(1, 1);
    expect(Math.sqrt(moment(xs, 2)) / 12_000).toBeCloseTo(1, 1);
    const longer = xs.filter((x) => x > 12_000);
    expect(longer.length / count).toBeCloseTo(Math.exp(-1), 2);
    expect((mean(longer) - 12_000) / 12_000).toBeCloseTo(1, 1);
    expect(exponential(0, 12_000)).toBeGreaterThan(exponential(0xffffffff, 12_000));
    expect(exponential(0xffffffff, 12_000)).toBe(0);
  });
});
