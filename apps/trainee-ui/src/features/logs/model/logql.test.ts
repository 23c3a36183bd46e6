import { expect, it } from 'vitest';
import { negate, typedPart, valuePart, withPart } from './chips.ts';
import { type Part, parseLogql, toLogql } from './logql.ts';

const parts = (text: string): readonly Part[] => {
  const parsed = parseLogql(text);
  if (!parsed.ok) throw new Error(`${parsed.error.from}: ${parsed.error.expected}`);
  return parsed.parts;
};

it.each([
  '{}',
  '{service="order-service", level=~"warn|error"}',
  '{pod!="a"} |= "time\\"out" != "x" |~ "a.c" !~ "\\\\d"',
  '{service="a"} |= "b" | responseTime > 500 | req.url = "/v1/cart" | err.message =~ "pool.*"',
])('writes again what it read: %s', (text) => {
  expect(toLogql(parts(text))).toBe(text);
});

it('reads what people write otherwise', () => {
  expect(parts(' { service = `a` , } | json | responseTime>=1.5 ')).toEqual([
    { kind: 'label', name: 'service', op: '=', value: 'a' },
    { kind: 'field', name: 'responseTime', op: '>=', value: '1.5', numeric: true },
  ]);
  expect(parts('{} | status == 503')).toEqual([
    { kind: 'field', name: 'status', op: '=', value: '503', numeric: true },
  ]);
});

it.each([
  ['service="a"', 0],
  ['{service="a"', 12],
  ['{service "a"}', 9],
  ['{service=a}', 9],
  ['{} |= text', 6],
  ['{} | json2 ', 11],
  ['{} nothing', 3],
])('says where %s stops being a log query', (text, from) => {
  expect(parseLogql(text)).toMatchObject({ ok: false, error: { from } });
});

it('turns a filter around and back', () => {
  for (const part of parts('{a="1", b=~"2"} |= "x" |~ "y" | n > 3 | m = "z"')) {
    expect(negate(part)).not.toEqual(part);
    expect(negate(negate(part))).toEqual(part);
  }
});

it('lets the newest value of a label take the place of another, and drops its own opposite', () => {
  const held = parts('{service="a", level!="debug"} |= "x"');
  expect(toLogql(withPart(held, valuePart('label', 'service', 'b', true)))).toBe(
    '{level!="debug", service="b"} |= "x"',
  );
  expect(toLogql(withPart(held, valuePart('label', 'level', 'debug', true)))).toBe(
    '{service="a", level="debug"} |= "x"',
  );
  expect(withPart(held, held[0]!)).toHaveLength(3);
});

it('takes a typed name and value for a filter and the rest for text', () => {
  expect(typedPart('level=error')).toEqual({ kind: 'label', name: 'level', op: '=', value: 'error' });
  expect(typedPart('responseTime > 500')).toMatchObject({ kind: 'field', op: '>', numeric: true });
  expect(typedPart('req.url="/v1/a b"')).toMatchObject({ kind: 'field', value: '/v1/a b', numeric: false });
  expect(typedPart('pool exhausted')).toEqual({ kind: 'text', op: '|=', value: 'pool exhausted' });
});
