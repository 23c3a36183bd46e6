import type { Span, Trace } from '@firedrill/protocol';
import { describe, expect, it } from 'vitest';
import { type Place, walkThrough } from './index.ts';

const span = (spanId: string, parentSpanId: string, service: string, startMs: number, durationMs: number): Span => ({
  spanId,
  parentSpanId,
  service,
  pod: `${service}-1`,
  operation: `of ${service}`,
  kind: 'internal',
  startMs,
  durationMs,
  status: 'unset',
  attributes: {},
});

/** A request that waits `ownMs` in the gateway and `databaseMs` in the database. */
const request = (traceId: string, ownMs: number, databaseMs: number): Trace => ({
  traceId,
  spans: [
    span('a', '', 'gateway', 1000, ownMs + databaseMs),
    span('b', 'a', 'orders', 1000 + ownMs, databaseMs),
    span('c', 'b', 'postgres', 1000 + ownMs, databaseMs),
  ],
});

const healthy = [request('h1', 10, 20), request('h2', 12, 20), request('h3', 14, 20)];
const atPostgres: Place = { spans: [], services: new Set(['postgres']) };

describe('the walk through a trace', () => {
  it('takes one that shows it where it went wrong, not the slowest', () => {
    const traces = [request('slow elsewhere', 9000, 20), request('shows it', 10, 900), request('as usual', 11, 20)];
    const walk = walkThrough(traces, healthy, atPostgres);
    expect([walk?.trace.traceId, walk?.healthy?.traceId]).toEqual(['shows it', 'h2']);
    expect(walk?.steps.map(({ spanId }) => spanId)).toEqual(['c']);
    expect(walk?.steps[0]?.text).toBe(
      'After 10 ms: postgres is in "of postgres" for 900 ms of its own; in the healthy shop it is 20 ms on average.',
    );
  });

  it('takes a typical one of those that show it', () => {
    const traces = [300, 400, 500, 600, 60_000].map((ms) => request(`${ms}`, 10, ms));
    expect(walkThrough(traces, healthy, atPostgres)?.trace.traceId).toBe('600');
  });

  it('tells who gave up, though giving up took no longer than an answer does', () => {
    const { spans } = request('gave up', 10, 200);
    const failed = spans.map((one): Span => (one.service === 'postgres' ? one : { ...one, status: 'error' }));
    const place = { spans: [], services: new Set(['orders', 'postgres']) };
    const walk = walkThrough([{ traceId: 'gave up', spans: failed }], healthy, place);
    expect(walk?.steps.map(({ spanId }) => spanId)).toEqual(['b', 'c']);
    expect(walk?.steps[0]?.text).toMatch(/orders is in "of orders", which fails after 200 ms/);
  });

  it('is bounded, and no span loses what it is part of', () => {
    const many = Array.from({ length: 100 }, (_, i) => span(`p${i}`, 'c', 'postgres', 1010 + i, 3));
    const { spans } = request('many', 10, 900);
    const walk = walkThrough([{ traceId: 'many', spans: [...spans, ...many] }], healthy, atPostgres);
    const ids = new Set(walk?.trace.spans.map(({ spanId }) => spanId));
    expect(ids.size).toBe(40);
    expect(walk?.trace.spans.every(({ parentSpanId }) => parentSpanId === '' || ids.has(parentSpanId))).toBe(true);
  });

  it('is not there when nothing is out of the ordinary', () => {
    expect(walkThrough([request('as usual', 11, 20)], healthy, atPostgres)).toBeNull();
    expect(walkThrough([], healthy, atPostgres)).toBeNull();
  });
});
