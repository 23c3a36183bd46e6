import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execute } from '../query.ts';
import { decodeChunk, encodeChunk } from '../record/file.ts';
import { createTelemetryHash, hashChunk } from '../record/hash.ts';
import { createRecorder } from '../record/recorder.ts';
import { ingestLagUs, littleSlice, noonUs, secondUs } from '../testing/little-shop.ts';
import { createStore, type Store } from './store.ts';

const noonMs = noonUs / 1000;
const minutes = (count: number): number => count * 60 * secondUs;
const always = noonMs + 3_600_000;

/** Three slices of five minutes from noon, as given. */
const slices = [0, 1, 2].map((i) => ({
  id: `slice-${i}`,
  chunks: littleSlice(noonUs + minutes(i * 5), [noonUs + minutes(i * 5 + 2), noonUs + minutes(i * 5 + 5)]),
}));

function storeOf(order: readonly number[]): Store {
  const store = createStore();
  for (const i of order) for (const chunk of slices[i]?.chunks ?? []) store.adopt(chunk, slices[i]?.id ?? '');
  return store;
}

const increase = (store: Store, atMs: number): number[] => {
  const expr = 'sum(increase(http_requests_total[2m]))';
  const { series } = execute(store, { kind: 'metric-instant', expr, atMs }, always);
  return series.flatMap(({ values }) => values.map(Number));
};

describe('slices', () => {
  it('count on where the slice before ended', () => {
    const store = storeOf([0, 1, 2]);
    // A request a second, so 120 in two minutes, also across the seams at 12:05 and 12:10.
    for (let s = 150; s < 890; s += 10) {
      expect(Math.abs((increase(store, noonMs + s * 1000)[0] ?? 0) - 120)).toBeLessThan(3);
    }
  });

  it('give the same answers in whatever order they come', () => {
    const answers = (store: Store): unknown => {
      const window = { fromMs: noonMs, toMs: noonMs + 900_000 };
      return [
        execute(store, { kind: 'metric-range', expr: 'http_requests_total', ...window, stepMs: 15_000 }, always),
        execute(store, { kind: 'log-search', query: '{level="error"}', ...window, limit: 50 }, always),
        execute(store, { kind: 'trace-search', ...window, limit: 20 }, always),
        execute(store, { kind: 'changes', ...window }, always),
        execute(store, { kind: 'edge-minutes', ...window }, always),
      ];
    };
    expect(answers(storeOf([2, 0, 1]))).toEqual(answers(storeOf([0, 1, 2])));
  });

  it('hold each request once', () => {
    const window = { fromMs: noonMs, toMs: noonMs + 900_000 };
    const edge = execute(storeOf([1, 0, 2]), { kind: 'edge-minutes', ...window }, always);
    expect(edge.map(({ requests, failed }) => [requests, failed])).toEqual(Array.from({ length: 15 }, () => [60, 6]));
    const logs = execute(
      storeOf([1, 0, 2]),
      { kind: 'log-search', query: '{service="order-service"} |= "completed"', ...window, limit: 1 },
      always,
    );
    // Clocks are up to 2 ms ahead, so the window's ends may cut a line.
    expect(Math.abs(logs.total - 900)).toBeLessThanOrEqual(1);
  });

  it('refuse a chunk whose predecessor is missing', () => {
    const [, second] = slices[0]?.chunks ?? [];
    expect(() => second && createStore().adopt(second, 'a')).toThrow(/chunk 1 came when 0 was due/);
  });
});

describe('counters', () => {
  it('start again at zero after a restart, also in a slice that goes on from another', () => {
    const run = (fromUs: number, values: readonly (readonly [number, number])[]) => {
      const recorder = createRecorder({ fromUs });
      const target = recorder.metrics.target({ labels: { job: 'j' }, ingestLagUs: 0 });
      target.series('c_total', {}, 'counter');
      for (const [s, value] of values) target.scrape(s * secondUs, 0, Float64Array.of(value), 1);
      return recorder.seal(1000 * secondUs);
    };
    const store = createStore();
    store.adopt(
      run(100 * secondUs, [
        [90, 40],
        [105, 55],
        [120, 70],
        [135, 3],
      ]),
      'b',
    );
    store.adopt(
      run(0, [
        [15, 500],
        [90, 600],
      ]),
      'a',
    );
    const { series } = execute(store, { kind: 'metric-instant', expr: 'c_total[1h]', atMs: 200_000 }, 1e9);
    expect(series[0]?.values).toEqual([500, 600, 615, 630, 3]);
  });
});

describe('as of an instant', () => {
  const store = storeOf([0, 1, 2]);
  const asOf = fc.integer({ min: 0, max: 900 }).map((s) => noonMs + s * 1000);
  const window = { fromMs: noonMs - 60_000, toMs: always };

  it('samples are there once ingested', () => {
    fc.assert(
      fc.property(asOf, (asOfMs) => {
        const { series } = execute(
          store,
          { kind: 'metric-instant', expr: 'timestamp(last_over_time(up[1h]))', atMs: asOfMs },
          asOfMs,
        );
        const all = execute(store, { kind: 'metric-instant', expr: 'up[1h]', atMs: asOfMs }, asOfMs);
        const newest = Math.max(0, ...all.series.flatMap(({ timesMs }) => timesMs));
        expect(newest).toBeLessThanOrEqual(asOfMs - ingestLagUs / 1000);
        // And not kept back: a target is scraped every 15 s.
        if (asOfMs > noonMs + 60_000) expect(newest).toBeGreaterThan(asOfMs - ingestLagUs / 1000 - 15_000);
        expect(series.length).toBe(all.series.length);
      }),
      { numRuns: 50 },
    );
  });

  it('lines are shipped within 2.5 s, none early', () => {
    fc.assert(
      fc.property(asOf, (asOfMs) => {
        const seen = execute(store, { kind: 'log-search', query: '{}', ...window, limit: 1000 }, asOfMs);
        const ever = execute(
          store,
          { kind: 'log-search', query: '{}', fromMs: window.fromMs, toMs: asOfMs - 2500, limit: 1 },
          always,
        );
        for (const { timeMs } of seen.rows) expect(timeMs).toBeLessThanOrEqual(asOfMs - 300);
        expect(seen.total).toBeGreaterThanOrEqual(ever.total);
      }),
      { numRuns: 50 },
    );
  });

  it('spans are exported 2 to 6 s after they end, changes are there at once', () => {
    fc.assert(
      fc.property(asOf, (asOfMs) => {
        const { traces } = execute(store, { kind: 'trace-search', ...window, limit: 500 }, asOfMs);
        for (const { startMs, durationMs } of traces) expect(startMs + durationMs).toBeLessThanOrEqual(asOfMs - 2000);
        const complete = Math.floor((asOfMs - 6000 - noonMs) / 5000);
        expect(traces.length).toBeGreaterThanOrEqual(Math.min(500, Math.max(0, complete)));
        const { length } = execute(store, { kind: 'changes', ...window }, asOfMs);
        expect(length).toBe(Math.min(3, Math.floor((asOfMs - noonMs) / 300_000) + 1));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a fork', () => {
  const cutUs = noonUs + minutes(10);
  const total = (store: Store): number =>
    execute(store, { kind: 'log-search', query: '{}', fromMs: noonMs - 1000, toMs: always, limit: 1 }, always).total;

  it('has all before the cut and nothing after', () => {
    const fork = storeOf([0, 1, 2]).fork(cutUs);
    expect(total(fork)).toBe(total(storeOf([0, 1])));
    expect(increase(fork, noonMs + 900_000)).toEqual([]);
  });

  it('may cut within a chunk', () => {
    const fork = storeOf([0, 1, 2]).fork(noonUs + minutes(4) + secondUs / 2);
    const expected = createStore();
    for (const chunk of littleSlice(noonUs, [noonUs + minutes(4) + secondUs / 2])) expected.adopt(chunk, 'whole');
    expect(total(fork)).toBe(total(expected));
    const traces = { kind: 'trace-search', fromMs: noonMs - 1000, toMs: always, limit: 1 } as const;
    expect(execute(fork, traces, always).total).toBe(execute(expected, traces, always).total);
  });

  it('gets history that its origin adopts later, and goes its own way', () => {
    const origin = storeOf([1, 2]);
    const fork = origin.fork(cutUs);
    for (const chunk of slices[0]?.chunks ?? []) origin.adopt(chunk, 'slice-0');
    expect(total(fork)).toBe(total(storeOf([0, 1])));
    const before = total(origin);
    for (const chunk of littleSlice(cutUs, [cutUs + minutes(1)])) fork.adopt(chunk, 'mine');
    expect(total(fork)).toBeGreaterThan(total(storeOf([0, 1])));
    expect(total(origin)).toBe(before);
  });
});

describe('chunks', () => {
  it('come back from bytes as they were', () => {
    const [chunk] = slices[1]?.chunks ?? [];
    if (!chunk) throw new Error('no chunk');
    const copy = decodeChunk(encodeChunk(chunk));
    expect(hashChunk(copy)).toBe(hashChunk(chunk));
    expect(() => decodeChunk(encodeChunk(chunk).subarray(0, 40))).toThrow();
  });

  it('are named by content: the same for any cut, different for another run', () => {
    const hash = (ends: readonly number[], fromUs = noonUs): string => {
      const all = createTelemetryHash();
      for (const chunk of littleSlice(
        fromUs,
        ends.map((s) => fromUs + s * secondUs),
      ))
        all.add(chunk);
      return all.digest();
    };
    expect(hash([300])).toBe(hash([47, 200, 300]));
    expect(hash([300])).not.toBe(hash([299]));
    expect(hash([300])).not.toBe(hash([300], noonUs + secondUs));
  });
});
