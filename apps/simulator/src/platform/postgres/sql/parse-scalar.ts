/** Values and conditions. */
import { SqlError, syntaxError } from './error.ts';
import type { Comparison, Condition, Scalar } from './statement.ts';
import type { TokenReader } from './token-reader.ts';

const unitUs: Readonly<Record<string, number>> = {
  millisecond: 1_000,
  second: 1_000_000,
  minute: 60_000_000,
  hour: 3_600_000_000,
  day: 86_400_000_000,
  week: 604_800_000_000,
};

function intervalUs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+?)s?$/.exec(text.trim().toLowerCase());
  const unit = unitUs[match?.[2] ?? ''];
  if (unit === undefined) throw new SqlError('22007', `invalid input syntax for type interval: "${text}"`);
  return Math.round(Number(match?.[1]) * unit);
}

function parseNow(reader: TokenReader): Scalar {
  reader.symbol('(');
  reader.symbol(')');
  const { text } = reader.next;
  const isOffset = (text === '-' || text === '+') && reader.after.text === 'interval';
  if (!isOffset) return { kind: 'now', offsetUs: 0 };
  reader.take();
  reader.expectWord('interval');
  const token = reader.take();
  if (token.kind !== 'string') throw syntaxError(token.text);
  return { kind: 'now', offsetUs: intervalUs(token.text) * (text === '-' ? -1 : 1) };
}

function parseTerm(reader: TokenReader): Scalar {
  const { kind, text } = reader.next;
  switch (kind) {
    case 'parameter':
      reader.take();
      return { kind: 'parameter', index: Number(text) - 1 };
    case 'number':
      reader.take();
      return { kind: 'literal', value: Number(text) };
    case 'string':
      reader.take();
      return { kind: 'literal', value: text };
    case 'word':
      if (text === 'now' && reader.after.text === '(') {
        reader.take();
        return parseNow(reader);
      }
      if (text === 'true' || text === 'false' || text === 'null') {
        reader.take();
        return { kind: 'literal', value: text === 'null' ? null : text === 'true' };
      }
      return { kind: 'column', name: reader.columnName() };
    default:
      throw syntaxError(text);
  }
}

/** A value, or a sum of values. */
export function parseScalar(reader: TokenReader): Scalar {
  let left: Scalar;
  if (reader.takeSymbol('-'))
    left = { kind: 'sum', sign: -1, left: { kind: 'literal', value: 0 }, right: parseTerm(reader) };
  else left = parseTerm(reader);
  reader.takeCast();
  for (;;) {
    const sign = reader.takeSymbol('+') ? 1 : reader.takeSymbol('-') ? -1 : 0;
    if (sign === 0) return left;
    const right = parseTerm(reader);
    reader.takeCast();
    left = { kind: 'sum', sign, left, right };
  }
}

const comparisons: readonly Comparison[] = ['=', '<>', '>', '>=', '<', '<=', 'like', 'ilike'];

export function parseCondition(reader: TokenReader): Condition {
  const column = reader.columnName();
  if (reader.takeWord('is')) {
    const negated = reader.takeWord('not');
    reader.expectWord('null');
    return { kind: 'null', column, negated };
  }
  if (reader.takeWord('in')) return { kind: 'in', column, values: reader.parenthesised(() => parseScalar(reader)) };
  const { text } = reader.take();
  const op = comparisons.find((known) => known === text);
  if (op === undefined) throw syntaxError(text);
  if (op === '=' && reader.takeWord('any')) {
    reader.symbol('(');
    const { kind, text: parameter } = reader.take();
    if (kind !== 'parameter') throw syntaxError(parameter);
    reader.takeCast();
    reader.symbol(')');
    return { kind: 'any', column, parameter: Number(parameter) - 1 };
  }
  return { kind: 'compare', column, op, to: parseScalar(reader) };
}
