/** Values and conditions as functions, made once per statement's text. */
import type { Condition, Scalar } from '../sql/statement.ts';
import type { Column } from '../tables.ts';
import type { Cursor, Scope } from './scope.ts';

export type Values = readonly unknown[];
export type Value = (cursor: Cursor, values: Values, nowUs: number) => unknown;
export type Test = (cursor: Cursor, values: Values, nowUs: number) => boolean;

/** A client's value as the column holds it: instants are microseconds. */
export function stored(column: Column, value: unknown): unknown {
  if (value === undefined) return null;
  if (!column.isInstant || typeof value === 'number' || value === null) return value;
  return value instanceof Date ? value.getTime() * 1000 : Date.parse(String(value)) * 1000;
}

/** Throws SqlError for a column that is not there. */
export function compiled(scalar: Scalar, scope: Scope): Value {
  switch (scalar.kind) {
    case 'parameter': {
      const { index } = scalar;
      return (_cursor, values) => values[index] ?? null;
    }
    case 'literal': {
      const { value } = scalar;
      return () => value;
    }
    case 'now': {
      const { offsetUs } = scalar;
      return (_cursor, _values, nowUs) => nowUs + offsetUs;
    }
    case 'column': {
      const { source, column } = scope.find(scalar.name);
      const { name } = column;
      return (cursor) => cursor[source]?.[name] ?? null;
    }
    case 'sum': {
      const left = compiled(scalar.left, scope);
      const right = compiled(scalar.right, scope);
      const { sign } = scalar;
      return (cursor, values, nowUs) => {
        const a = left(cursor, values, nowUs);
        const b = right(cursor, values, nowUs);
        return a === null || b === null ? null : Number(a) + sign * Number(b);
      };
    }
  }
}

export const compareValues = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Keeps the pattern that it was last asked for. */
function likeTest(ignoreCase: boolean): (text: unknown, pattern: unknown) => boolean {
  let latest = '';
  let expression = /^$/;
  return (text, pattern) => {
    if (pattern !== latest) {
      latest = String(pattern);
      const source = escaped(latest).replaceAll('%', '[^]*').replaceAll('_', '[^]');
      expression = new RegExp(
        `^${source}$`.replace(/^\^\[\^\]\*/, '').replace(/\[\^\]\*\$$/, ''),
        ignoreCase ? 'i' : '',
      );
    }
    return expression.test(String(text));
  };
}

/** Throws SqlError for a column that is not there. */
export function testOf(condition: Condition, scope: Scope): Test {
  const { source, column } = scope.find(condition.column);
  const { name } = column;
  switch (condition.kind) {
    case 'null': {
      const { negated } = condition;
      return (cursor) => ((cursor[source]?.[name] ?? null) === null) !== negated;
    }
    case 'in': {
      const options = condition.values.map((value) => compiled(value, scope));
      return (cursor, values, nowUs) => {
        const held = cursor[source]?.[name];
        return options.some((option) => stored(column, option(cursor, values, nowUs)) === held);
      };
    }
    case 'any': {
      const { parameter } = condition;
      return (cursor, values) => {
        const list = values[parameter];
        return Array.isArray(list) && list.includes(cursor[source]?.[name]);
      };
    }
    case 'compare': {
      const to = compiled(condition.to, scope);
      const holds = comparison(condition.op);
      return (cursor, values, nowUs) => {
        const held = cursor[source]?.[name] ?? null;
        const other = stored(column, to(cursor, values, nowUs));
        return held !== null && other !== null && holds(held, other);
      };
    }
  }
}

type Compare = Extract<Condition, { kind: 'compare' }>['op'];

function comparison(op: Compare): (held: unknown, other: unknown) => boolean {
  switch (op) {
    case '=':
      return (held, other) => held === other;
    case '<>':
      return (held, other) => held !== other;
    case '>':
      return (held, other) => compareValues(held, other) > 0;
    case '>=':
      return (held, other) => compareValues(held, other) >= 0;
    case '<':
      return (held, other) => compareValues(held, other) < 0;
    case '<=':
      return (held, other) => compareValues(held, other) <= 0;
    case 'like':
      return likeTest(false);
    case 'ilike':
      return likeTest(true);
  }
}
