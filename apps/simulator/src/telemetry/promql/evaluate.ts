import { TelemetryError } from '../errors.ts';
import { noSample } from '../record/chunk.ts';
import { aggregate } from './aggregate.ts';
import { bare, type Expr, type Subquery } from './ast.ts';
import { binary } from './binary.ts';
import { functions } from './functions.ts';
import { alignedSteps, referenceTimes, samplesOf, selectMatrix, selectVector } from './select.ts';
import {
  type Evaluation,
  type Matrix,
  mergeEqual,
  type SampleSeries,
  type Series,
  sameLabelset,
  type Value,
} from './values.ts';

/** Resolution of a subquery that names none. */
const defaultStepMs = 60_000;
/** Steps that one evaluation may have. */
const maximumSteps = 50_000;

export function evaluate(expr: Expr, evaluation: Evaluation): Value {
  const { stepsMs } = evaluation;
  switch (expr.kind) {
    case 'number':
      return { type: 'scalar', values: new Float64Array(stepsMs.length).fill(expr.value) };
    case 'string':
      return { type: 'string', value: expr.value };
    case 'paren':
      return evaluate(expr.expr, evaluation);
    case 'selector':
      return selectVector(expr, evaluation);
    case 'matrix':
      return selectMatrix(expr, evaluation);
    case 'subquery':
      return subquery(expr, evaluation);
    case 'unary':
      return expr.operator === '+' ? evaluate(expr.expr, evaluation) : negated(evaluate(expr.expr, evaluation), expr);
    case 'binary':
      return binary(expr, evaluate(expr.left, evaluation), evaluate(expr.right, evaluation), stepsMs.length);
    case 'aggregate': {
      const parameter = expr.parameter ? evaluate(expr.parameter, evaluation) : null;
      return aggregate(expr, seriesOf(evaluate(expr.expr, evaluation)), parameter, stepsMs.length);
    }
    case 'call': {
      const args = expr.args.map((arg) => evaluate(arg, evaluation));
      const spec = functions.get(expr.name);
      if (!spec) throw new TelemetryError('internal', `no function ${expr.name}`);
      // Only what comes straight from a selector has samples with instants of their own.
      const isSelector = expr.args[0] && bare(expr.args[0]).kind === 'selector';
      return spec.evaluate(isSelector ? args : args.map(withoutSampleTimes), evaluation, expr);
    }
  }
}

const seriesOf = (value: Value): readonly Series[] => (value.type === 'vector' ? value.series : []);

const withoutSampleTimes = (value: Value): Value =>
  value.type === 'vector'
    ? { ...value, series: value.series.map(({ labels, values }) => ({ labels, values })) }
    : value;

function negated(value: Value, { from, to }: Expr): Value {
  const negate = (values: Float64Array): Float64Array => values.map((v) => (v === noSample ? v : -v));
  if (value.type === 'scalar') return { type: 'scalar', values: negate(value.values) };
  const series = seriesOf(value).map(({ labels, values }) => ({
    labels: labels.withoutMetricName(),
    values: negate(values),
  }));
  return { type: 'vector', series: mergeEqual(series, sameLabelset, from, to) };
}

function subquery(expr: Subquery, evaluation: Evaluation): Matrix {
  const endsMs = referenceTimes(expr, evaluation);
  const stepMs = expr.stepMs ?? defaultStepMs;
  const fromMs = (endsMs[0] ?? 0) - expr.rangeMs;
  const toMs = endsMs.at(-1) ?? 0;
  if ((toMs - fromMs) / stepMs > maximumSteps)
    throw new TelemetryError('too_large', 'the subquery has too many steps', expr);
  const stepsMs = alignedSteps(fromMs, toMs, stepMs);
  const inner = evaluate(expr.expr, { ...evaluation, stepsMs });
  const series = seriesOf(inner)
    .map((one) => samplesOf(one, stepsMs))
    .filter((one): one is SampleSeries => one !== null);
  return { type: 'matrix', series, endsMs, rangeMs: expr.rangeMs };
}
