/** Operators between vectors: which elements meet, and what they make. */
import { badQuery } from '../errors.ts';
import { noSample } from '../record/chunk.ts';
import type { LabelSet } from '../store/label-set.ts';
import { type Binary, type BinaryOperator, isArithmetic, isComparison, type Matching } from './ast.ts';
import { emptySteps, isEmpty, mergeEqual, type Series, sameLabelset, type Value, type Vector } from './values.ts';

const oneToOne: Matching = { on: false, labels: [], cardinality: 'one-to-one', include: [] };

/** Result of arithmetic, or 1 and 0 of a comparison. */
export function operate(operator: BinaryOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '^':
      return a ** b;
    case 'atan2':
      return Math.atan2(a, b);
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '<':
      return Number(a < b);
    case '<=':
      return Number(a <= b);
    case '>':
      return Number(a > b);
    case '>=':
      return Number(a >= b);
    default:
      return Number.NaN;
  }
}

export function binary(expr: Binary, left: Value, right: Value, steps: number): Value {
  if (left.type === 'scalar' && right.type === 'scalar') {
    const { values } = right;
    return { type: 'scalar', values: left.values.map((value, i) => operate(expr.operator, value, values[i] ?? 0)) };
  }
  if (left.type === 'vector' && right.type === 'scalar') return withScalar(expr, left, right.values, false);
  if (left.type === 'scalar' && right.type === 'vector') return withScalar(expr, right, left.values, true);
  if (left.type !== 'vector' || right.type !== 'vector') return { type: 'vector', series: [] };
  if (expr.operator === 'and' || expr.operator === 'or' || expr.operator === 'unless')
    return sets(expr, left, right, steps);
  return between(expr, left, right, steps);
}

/** One element's result: a filtering comparison keeps the value of `kept` where it holds. */
const outcome = (expr: Binary, a: number, b: number, kept: number): number => {
  const result = operate(expr.operator, a, b);
  if (isArithmetic(expr.operator) || expr.bool) return result;
  return result === 1 ? kept : noSample;
};

const dropsName = (expr: Binary): boolean => !isComparison(expr.operator) || expr.bool;

function withScalar(expr: Binary, vector: Vector, scalar: Float64Array, scalarIsLeft: boolean): Vector {
  const series = vector.series.map(({ labels, values }): Series => {
    const out = emptySteps(values.length);
    for (let i = 0; i < out.length; i++) {
      const value = values[i] ?? noSample;
      const other = scalar[i] ?? 0;
      if (value !== noSample)
        out[i] = scalarIsLeft ? outcome(expr, other, value, value) : outcome(expr, value, other, value);
    }
    return { labels: dropsName(expr) ? labels.withoutMetricName() : labels, values: out };
  });
  const present = series.filter(({ values }) => !isEmpty(values));
  return { type: 'vector', series: mergeEqual(present, sameLabelset, expr.from, expr.to) };
}

const signature = (labels: LabelSet, { on, labels: names }: Matching): LabelSet =>
  on ? labels.only(names) : labels.without([...names, '__name__']);

function bySignature(series: readonly Series[], matching: Matching): Map<string, Series[]> {
  const map = new Map<string, Series[]>();
  for (const one of series) {
    const { key } = signature(one.labels, matching);
    const list = map.get(key);
    if (list) list.push(one);
    else map.set(key, [one]);
  }
  return map;
}

function presentAt(series: readonly Series[] | undefined, steps: number): Uint8Array {
  const present = new Uint8Array(steps);
  for (const { values } of series ?? []) for (let i = 0; i < steps; i++) if (values[i] !== noSample) present[i] = 1;
  return present;
}

function sets(expr: Binary, left: Vector, right: Vector, steps: number): Vector {
  const matching = expr.matching ?? oneToOne;
  const others = bySignature((expr.operator === 'or' ? left : right).series, matching);
  const presence = new Map<string, Uint8Array>();
  const keep = (series: readonly Series[], whenPresent: boolean): Series[] =>
    series.flatMap((one): Series[] => {
      const { key } = signature(one.labels, matching);
      const present = presence.get(key) ?? presentAt(others.get(key), steps);
      presence.set(key, present);
      const values = one.values.map((value, i) => ((present[i] === 1) === whenPresent ? value : noSample));
      return isEmpty(values) ? [] : [{ ...one, values }];
    });
  if (expr.operator === 'and') return { type: 'vector', series: keep(left.series, true) };
  if (expr.operator === 'unless') return { type: 'vector', series: keep(left.series, false) };
  const both = [...left.series, ...keep(right.series, false)];
  return { type: 'vector', series: mergeEqual(both, sameLabelset, expr.from, expr.to) };
}

/** Labels of a result, from those of the "many" side and, where asked, of the "one" side. */
function resultLabels(expr: Binary, matching: Matching, many: LabelSet, one: LabelSet): LabelSet {
  let labels = dropsName(expr) ? many.withoutMetricName() : many;
  if (matching.cardinality === 'one-to-one')
    return matching.on ? labels.only(matching.labels) : labels.without(matching.labels);
  for (const name of matching.include) labels = labels.with(name, one.get(name));
  return labels;
}

/** The only element of the "one" side at a step; -1 if none. */
function onlyOne(candidates: readonly Series[], step: number, refuse: (a: Series, b: Series) => never): number {
  let found = -1;
  for (let i = 0; i < candidates.length; i++) {
    const candidate = candidates[i];
    if (!candidate || candidate.values[step] === noSample) continue;
    const first = candidates[found];
    if (first) refuse(first, candidate);
    found = i;
  }
  return found;
}

function between(expr: Binary, left: Vector, right: Vector, steps: number): Vector {
  const matching = expr.matching ?? oneToOne;
  const swapped = matching.cardinality === 'one-to-many';
  const [many, one] = swapped ? [right, left] : [left, right];
  const [manyFill, oneFill] = swapped ? [expr.fill.right, expr.fill.left] : [expr.fill.left, expr.fill.right];
  const ones = bySignature(one.series, matching);
  const manies = bySignature(many.series, matching);
  const side = swapped ? 'left' : 'right';
  const results = new Map<string, { labels: LabelSet; values: Float64Array }>();
  const refuse = (message: string): never => {
    throw badQuery(message, expr.from, expr.to, 'labels that match uniquely: on, ignoring, group_left, group_right');
  };

  const put = (labels: LabelSet, step: number, a: number, b: number): void => {
    const value = swapped ? outcome(expr, b, a, b) : outcome(expr, a, b, a);
    let result = results.get(labels.key);
    if (result && result.values[step] !== noSample) {
      refuse(
        matching.cardinality === 'one-to-one'
          ? 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'
          : 'multiple matches for labels: grouping labels must ensure unique matches',
      );
    }
    if (value === noSample) return;
    if (!result) {
      result = { labels, values: emptySteps(steps) };
      results.set(labels.key, result);
    }
    result.values[step] = value;
  };

  for (const key of new Set([...manies.keys(), ...ones.keys()])) {
    const candidates = ones.get(key) ?? [];
    const members = manies.get(key) ?? [];
    const labelsOf = new Map<Series, LabelSet[]>();
    for (let step = 0; step < steps; step++) {
      const found = onlyOne(candidates, step, (a, b) =>
        refuse(
          `found duplicate series for the match group ${signature(a.labels, matching)} on the ${side} hand-side of the operation: ` +
            `[${a.labels}, ${b.labels}];many-to-many matching not allowed: matching labels must be unique on one side`,
        ),
      );
      const candidate = candidates[found];
      let matched = 0;
      for (const member of members) {
        const a = member.values[step] ?? noSample;
        if (a === noSample) continue;
        matched += 1;
        if (!candidate && oneFill === null) continue;
        if (matched > 1 && matching.cardinality === 'one-to-one') {
          refuse('multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)');
        }
        let known = labelsOf.get(member);
        if (!known) {
          known = [];
          labelsOf.set(member, known);
        }
        const other = candidate?.labels ?? signature(member.labels, matching);
        known[found + 1] ??= resultLabels(expr, matching, member.labels, other);
        const labels = known[found + 1];
        if (labels) put(labels, step, a, candidate?.values[step] ?? oneFill ?? 0);
      }
      if (matched === 0 && candidate && manyFill !== null) {
        const labels = resultLabels(expr, matching, signature(candidate.labels, matching), candidate.labels);
        put(labels, step, manyFill, candidate.values[step] ?? 0);
      }
    }
  }
  return { type: 'vector', series: [...results.values()] };
}
