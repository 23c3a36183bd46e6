import { describe, expect, it } from 'vitest';
import { execute } from '../query.ts';
import type { TraceSearch } from '../requests.ts';
import { createStore } from '../store/store.ts';
import { littleSlice, noonUs, secondUs } from '../testing/little-shop.ts';

const noonMs = noonUs / 1000;
const always = noonMs + 3_600_000;
const store = createStore();
for (const chunk of littleSlice(noonUs, [noonUs + 100 * secondUs, noonUs + 300 * secondUs])) store.adopt(chunk, 's');

const search = (conditions: Partial<TraceSearch> = {}) =>
  execute(store, { kind: 'trace-search', fromMs: noonMs - 1000, toMs: always, limit: 500, ...conditions }, always);

describe('search', () => {
  it('finds every kept trace once, newest first', () => {
    const { traces, total, operations } = search();
    expect(total).toBe(60);
    const starts = traces.map(({ startMs }) => startMs);
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    expect(new Set(traces.map(({ traceId }) => traceId)).size).toBe(60);
    expect(operations).toEqual({ 'order-service': ['GET /v1/orders/:id', 'pg.query:SELECT shop'] });
    expect(traces[0]).toMatchObject({
      rootOperation: 'GET /v1/orders/:id',
      durationMs: 20,
      spanCount: 2,
      services: ['order-service'],
    });
  });

  it.each([
    [{ status: 'error' }, 30],
    [{ status: 'ok' }, 30],
    [{ service: 'order-service', operation: 'pg.query:SELECT shop', status: 'error' }, 0],
    // The first one's query ended before the slice began.
    [{ operation: 'pg.query:SELECT shop', minDurationMs: 12, maxDurationMs: 12 }, 59],
    [{ operation: 'pg.query:SELECT shop', minDurationMs: 12.5 }, 0],
    [{ minDurationMs: 20 }, 60],
    [{ maxDurationMs: 19 }, 0],
    [{ attributes: { 'http.response.status_code': '500' } }, 30],
    [{ service: 'postgres' }, 0],
    [{ fromMs: noonMs, toMs: noonMs + 9_990 }, 2],
  ] satisfies [Partial<TraceSearch>, number][])('%j', (conditions, total) => {
    expect(search(conditions).total).toBe(total);
  });
});

describe('a trace', () => {
  const [summary] = search({ status: 'error', limit: 1 }).traces;
  const traceId = summary?.traceId ?? '';

  it('has its spans as a tree, parents first', () => {
    const trace = execute(store, { kind: 'trace', traceId }, always);
    const [root, child] = trace?.spans ?? [];
    expect(trace?.spans.length).toBe(2);
    expect(root).toMatchObject({
      parentSpanId: '',
      kind: 'server',
      status: 'error',
      attributes: { 'http.response.status_code': 500 },
    });
    expect(child).toMatchObject({
      parentSpanId: root?.spanId,
      kind: 'client',
      durationMs: 12,
      attributes: { 'db.query.text': 'SELECT 1' },
    });
    expect(root?.spanId).toMatch(/^[0-9a-f]{16}$/);
  });

  it('has the id that its lines have', () => {
    const { rows } = execute(
      store,
      { kind: 'log-search', query: `{} | trace_id = "${traceId}"`, fromMs: noonMs, toMs: always, limit: 9 },
      always,
    );
    expect(rows.map(({ message }) => message).sort()).toEqual(['failed to acquire connection', 'request completed']);
    const trace = execute(store, { kind: 'trace', traceId }, always);
    expect(rows[0]?.line).toContain(`"span_id":"${trace?.spans[0]?.spanId}"`);
  });

  it('is not there before its spans were exported, nor under another id', () => {
    expect(execute(store, { kind: 'trace', traceId }, (summary?.startMs ?? 0) + 1000)).toBeNull();
    expect(execute(store, { kind: 'trace', traceId: '0'.repeat(32) }, always)).toBeNull();
    expect(execute(store, { kind: 'trace', traceId: 'nonsense' }, always)).toBeNull();
  });
});

describe('durations of one operation', () => {
  it('tell the time that no child covers', () => {
    const request = {
      kind: 'span-durations',
      service: 'order-service',
      operation: 'GET /v1/orders/:id',
      fromMs: noonMs - 1000,
      toMs: always,
    } as const;
    const all = execute(store, request, always);
    expect(all.length).toBe(60);
    expect(all[3]).toMatchObject({ durationMs: 20, selfMs: 8 });
  });
});
