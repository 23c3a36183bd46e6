import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execute } from '../query.ts';
import { createStore } from '../store/store.ts';
import { littleSlice, noonUs, secondUs } from '../testing/little-shop.ts';

const noonMs = noonUs / 1000;
const always = noonMs + 3_600_000;
const window = { fromMs: noonMs - 1000, toMs: noonMs + 301_000 };
const store = createStore();
for (const chunk of littleSlice(noonUs, [noonUs + 100 * secondUs, noonUs + 300 * secondUs])) store.adopt(chunk, 's');

const search = (query: string, limit = 1000) => execute(store, { kind: 'log-search', query, ...window, limit }, always);
const everything = search('{}').rows;

describe('lines', () => {
  it('are written as pino writes them', () => {
    const { rows } = search('{service="order-service", level="error"}', 1);
    const [row] = rows;
    const { traceId, timeMs } = row ?? { traceId: '', timeMs: 0 };
    expect(JSON.parse(row?.line ?? '')).toEqual({
      level: 50,
      time: Math.floor(timeMs),
      pid: 1,
      hostname: row?.pod,
      err: { message: 'timeout exceeded when trying to connect' },
      trace_id: traceId,
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      trace_flags: '01',
      msg: 'failed to acquire connection',
    });
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('nest dotted names', () => {
    const [row] = search('{} |= "request completed"', 1).rows;
    expect(JSON.parse(row?.line ?? '')).toMatchObject({
      req: { method: 'GET', url: expect.stringMatching(/^\/v1\/orders\/\d+$/) },
      res: { statusCode: 200 },
      msg: 'request completed',
    });
    expect(row?.fields).toMatchObject({ 'req.method': 'GET', 'res.statusCode': 200 });
  });

  it('are written as PostgreSQL writes them', () => {
    const [row] = search('{service="postgres"}', 1).rows;
    expect(row?.line).toBe(
      '2024-03-16 12:04:29.998 UTC [4821] LOG:  duration: 1200.5 ms  statement: SELECT * FROM orders',
    );
    expect(row?.message).toBe('duration: 1200.5 ms  statement: SELECT * FROM orders');
  });
});

describe('filters', () => {
  // Pieces of lines, so that a good part of the texts is found, across borders of fields too.
  const piece = fc.integer({ min: 0, max: everything.length - 1 }).chain((i) => {
    const line = everything[i]?.line ?? '';
    return fc
      .tuple(fc.integer({ min: 0, max: line.length - 1 }), fc.integer({ min: 1, max: 12 }))
      .map(([at, length]) => line.slice(at, at + length));
  });
  const text = fc.oneof(
    piece,
    fc.string({ maxLength: 6 }),
    fc.constantFrom('timeout', '500', 'e', 'trace_id', '"', '\\', 'LOG:  '),
  );

  it('find a text where the rendered line has it', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('|=', '!='), (wanted, operator) => {
        const expected = everything.filter(({ line }) => line.includes(wanted) === (operator === '|='));
        const found = search(`{} ${operator} ${JSON.stringify(wanted)}`);
        expect(found.rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        expect(found.total).toBe(expected.length);
      }),
      { numRuns: 300 },
    );
  });

  const regex = fc.oneof(
    piece.map((literal) => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')),
    fc.constantFrom(
      'timeout|SELECT',
      'tim.*connect',
      '(?i)TIMEOUT',
      'orders/\\d+',
      'stat[a-z]+Code":5',
      'duration: 1\\d{3}',
      'a|b|nothing',
      'req.*comp+leted',
      '^\\{"level":50',
      'orders$',
    ),
  );

  it('find an expression where the rendered line matches', () => {
    fc.assert(
      fc.property(regex, fc.constantFrom('|~', '!~'), (wanted, operator) => {
        const compiled = wanted.startsWith('(?i)') ? new RegExp(wanted.slice(4), 'is') : new RegExp(wanted, 's');
        const expected = everything.filter(({ line }) => compiled.test(line) === (operator === '|~'));
        expect(search(`{} ${operator} ${JSON.stringify(wanted)}`).rows.map(({ id }) => id)).toEqual(
          expected.map(({ id }) => id),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['| res.statusCode >= 500', ({ fields }) => Number(fields['res.statusCode']) >= 500],
    ['| json | res_statusCode = 500', ({ fields }) => fields['res.statusCode'] === 500],
    [
      '| responseTime > 22 and responseTime <= 24',
      ({ fields }) => Number(fields.responseTime) > 22 && Number(fields.responseTime) <= 24,
    ],
    [
      '| res.statusCode = 500 or duration > 1s',
      ({ fields }) => fields['res.statusCode'] === 500 || Number(fields.duration) > 1000,
    ],
    ['| err.message =~ "timeout.*"', ({ fields }) => `${fields['err.message'] ?? ''}`.startsWith('timeout')],
    ['| err.message != ""', ({ fields }) => fields['err.message'] !== undefined],
    ['| level = "error"', ({ level }) => level === 'error'],
    ['| pod =~ ".*x2k8q"', ({ pod }) => pod.endsWith('x2k8q')],
  ] satisfies [string, (row: (typeof everything)[number]) => boolean][])('%s', (stage, matches) => {
    const expected = everything.filter(matches);
    expect(expected.length).toBeGreaterThan(0);
    expect(search(`{} ${stage}`).rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  it('find the lines of a trace', () => {
    const { traceId } = everything.find(({ level }) => level === 'error') ?? { traceId: '' };
    expect(search(`{} | trace_id = "${traceId}"`).total).toBe(2);
    expect(search(`{} |= "${traceId}"`).total).toBe(2);
  });
});

describe('pages', () => {
  it.each([1, 7, 100])('of %i together are everything, once', (limit) => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = execute(
        store,
        { kind: 'log-search', query: '{}', ...window, limit, ...(cursor ? { cursor } : {}) },
        always,
      );
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor;
      expect(page.total).toBe(everything.length);
    } while (cursor);
    expect(ids).toEqual(everything.map(({ id }) => id));
  });

  it('refuse a cursor that is none', () => {
    const request = { kind: 'log-search', query: '{}', ...window, limit: 1, cursor: 'x' } as const;
    expect(() => execute(store, request, always)).toThrow(/cursor/);
  });
});

describe('overviews', () => {
  it('count every matching line once by level and time', () => {
    const { counts, stepMs, fromMs } = execute(
      store,
      { kind: 'log-histogram', query: '{}', ...window, buckets: 30 },
      always,
    );
    for (const [level, column] of Object.entries(counts)) {
      column.forEach((count, i) => {
        const rows = everything.filter(
          (row) => row.level === level && Math.floor((row.timeMs - fromMs) / stepMs) === i,
        );
        expect(count).toBe(rows.length);
      });
    }
  });

  it('count values and templates', () => {
    const { facets, patterns } = execute(
      store,
      { kind: 'log-facets', query: '{service="order-service"}', ...window },
      always,
    );
    const of = (name: string) => facets.find((facet) => facet.name === name)?.values;
    expect(of('level')).toEqual([
      { value: 'info', count: 300 },
      { value: 'error', count: 30 },
    ]);
    expect(of('res.statusCode')).toEqual([
      { value: '200', count: 270 },
      { value: '500', count: 30 },
    ]);
    expect(of('err.message')).toEqual([{ value: 'timeout exceeded when trying to connect', count: 30 }]);
    expect(patterns.map(({ template, count }) => [template, count])).toEqual([
      ['request completed', 300],
      ['failed to acquire connection', 30],
    ]);
  });
});
