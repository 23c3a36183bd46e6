/** Types of a tree, before anything is evaluated. */
import { badQuery } from '../errors.ts';
import { aggregations } from './aggregate.ts';
import { type Aggregate, type Binary, type Call, type Expr, isComparison, isSetOperator } from './ast.ts';
import { functions } from './functions.ts';
import type { ValueType } from './values.ts';

const words: Readonly<Record<ValueType, string>> = {
  scalar: 'a scalar',
  vector: 'an instant vector',
  matrix: 'a range vector such as metric[5m]',
  string: 'a string',
};

function expect(expr: Expr, wanted: ValueType, where: string): void {
  const found = check(expr);
  if (found === wanted) return;
  throw badQuery(`expected ${words[wanted]} in ${where}, got ${words[found]}`, expr.from, expr.to, words[wanted]);
}

/** The type of an expression; a TelemetryError with position when it has none. */
export function check(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
      return 'vector';
    case 'matrix':
      return 'matrix';
    case 'paren':
      return check(expr.expr);
    case 'subquery':
      expect(expr.expr, 'vector', 'a subquery');
      return 'matrix';
    case 'unary': {
      const type = check(expr.expr);
      if (type === 'scalar' || type === 'vector') return type;
      throw badQuery(
        `unary ${expr.operator} needs a scalar or an instant vector, got ${words[type]}`,
        expr.from,
        expr.to,
        words.vector,
      );
    }
    case 'call':
      return checkCall(expr);
    case 'aggregate':
      return checkAggregate(expr);
    case 'binary':
      return checkBinary(expr);
  }
}

function checkCall(call: Call): ValueType {
  const { name, args, from, to } = call;
  const spec = functions.get(name);
  if (!spec) throw badQuery(`unknown function ${name}`, from, from + name.length, 'the name of a function');
  const least = spec.args.length - (Number.isFinite(spec.optional) ? spec.optional : 1);
  const most = Number.isFinite(spec.optional) ? spec.args.length : Number.POSITIVE_INFINITY;
  if (args.length < least || args.length > most) {
    const wanted = least === most ? `${least}` : Number.isFinite(most) ? `${least} to ${most}` : `at least ${least}`;
    throw badQuery(
      `${name} takes ${wanted} argument${wanted === '1' ? '' : 's'}, got ${args.length}`,
      from,
      to,
      `${wanted} arguments`,
    );
  }
  args.forEach((arg, i) => {
    expect(arg, spec.args[i] ?? spec.args.at(-1) ?? 'vector', `call to ${name}`);
  });
  return spec.returns;
}

function checkAggregate({ operator, parameter, expr, from, to }: Aggregate): ValueType {
  const spec = aggregations.get(operator);
  if (!spec) throw badQuery(`${operator} is not supported`, from, from + operator.length, 'an aggregation');
  if (spec.parameter === null && parameter) {
    throw badQuery(`${operator} takes no parameter`, parameter.from, parameter.to, 'one expression');
  }
  if (spec.parameter !== null) {
    if (!parameter)
      throw badQuery(`${operator} needs a parameter`, from, to, `${operator}(${words[spec.parameter]}, ...)`);
    expect(parameter, spec.parameter, `${operator}`);
  }
  expect(expr, 'vector', `${operator}`);
  return 'vector';
}

function checkBinary({ operator, left, right, bool, matching, from, to }: Binary): ValueType {
  const types = [check(left), check(right)] as const;
  [left, right].forEach((side, i) => {
    const type = types[i];
    if (type === 'scalar' || type === 'vector') return;
    throw badQuery(
      `${operator} needs scalars or instant vectors, got ${words[type ?? 'string']}`,
      side.from,
      side.to,
      words.vector,
    );
  });
  const bothVectors = types[0] === 'vector' && types[1] === 'vector';
  if (bool && !isComparison(operator)) throw badQuery('bool belongs to comparisons', from, to, 'a comparison');
  if (isSetOperator(operator)) {
    if (!bothVectors) throw badQuery(`set operator ${operator} is not allowed on scalars`, from, to, words.vector);
    if (matching && matching.cardinality !== 'one-to-one')
      throw badQuery(`no grouping allowed for ${operator}`, from, to);
  }
  if (matching && !bothVectors)
    throw badQuery('vector matching only allowed between instant vectors', from, to, words.vector);
  if (matching?.on) {
    const both = matching.include.find((label) => matching.labels.includes(label));
    if (both !== undefined) throw badQuery(`label ${both} must not occur in on and in the grouping`, from, to);
  }
  if (isComparison(operator) && !bool && types[0] === 'scalar' && types[1] === 'scalar') {
    throw badQuery('comparisons between scalars must use bool', from, to, `${operator} bool`);
  }
  return bothVectors || types.includes('vector') ? 'vector' : 'scalar';
}
