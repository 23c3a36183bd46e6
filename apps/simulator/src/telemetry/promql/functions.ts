/** The one table of functions: arguments, result and meaning. Type check and evaluation both read it. */
import { noSample } from '../record/chunk.ts';
import { LabelSet, noLabels } from '../store/label-set.ts';
import { bare, type Call, type Expr } from './ast.ts';
import { histogramQuantile } from './histogram.ts';
import { labelJoin, labelReplace } from './labels.ts';
import {
  type Evaluation,
  emptySteps,
  isEmpty,
  type Matrix,
  mergeEqual,
  type Series,
  sameLabelset,
  type Value,
  type ValueType,
} from './values.ts';
import { type Fold, folds, type Window } from './window.ts';

export interface FunctionSpec {
  readonly args: readonly ValueType[];
  /** How many of `args`, from the right, may be left out; Infinity: the last one may also be repeated. */
  readonly optional: number;
  readonly returns: 'scalar' | 'vector';
  readonly evaluate: (args: readonly Value[], evaluation: Evaluation, call: Call) => Value;
}

const seriesOf = (value: Value | undefined): readonly Series[] => (value?.type === 'vector' ? value.series : []);
const textOf = (value: Value | undefined): string => (value?.type === 'string' ? value.value : '');
const scalarAt = (value: Value | undefined, step: number, otherwise = 0): number =>
  value?.type === 'scalar' ? (value.values[step] ?? otherwise) : otherwise;

/** A function of each value by itself. */
const elementwise = (
  fn: (value: number, ...parameters: number[]) => number,
  parameters: readonly ValueType[] = [],
  optional = 0,
): FunctionSpec => ({
  args: ['vector', ...parameters],
  optional,
  returns: 'vector',
  evaluate: ([first, ...rest], _, { from, to }) => {
    const mapped = seriesOf(first).map(({ labels, values }): Series => {
      const out = emptySteps(values.length);
      for (let i = 0; i < out.length; i++) {
        const value = values[i] ?? noSample;
        if (value !== noSample) out[i] = fn(value, ...rest.map((parameter) => scalarAt(parameter, i)));
      }
      return { labels: labels.withoutMetricName(), values: out };
    });
    return { type: 'vector', series: mergeEqual(mapped, sameLabelset, from, to) };
  },
});

function foldWindows(fold: Fold, matrix: Matrix, parameter: Value | undefined, keepName: boolean): Series[] {
  const { endsMs, rangeMs } = matrix;
  const result: Series[] = [];
  for (const { labels, timesMs, values } of matrix.series) {
    const out = emptySteps(endsMs.length);
    const window: Window = { timesMs, values, lo: 0, hi: 0, startMs: 0, endMs: 0 };
    let any = false;
    for (let step = 0; step < endsMs.length; step++) {
      window.endMs = endsMs[step] ?? 0;
      window.startMs = window.endMs - rangeMs;
      while (window.lo < timesMs.length && (timesMs[window.lo] ?? 0) <= window.startMs) window.lo += 1;
      if (window.hi < window.lo) window.hi = window.lo;
      while (window.hi < timesMs.length && (timesMs[window.hi] ?? 0) <= window.endMs) window.hi += 1;
      if (window.lo === window.hi) continue;
      const value = fold(window, scalarAt(parameter, step));
      out[step] = value;
      any ||= value !== noSample;
    }
    if (any) result.push({ labels: keepName ? labels : labels.withoutMetricName(), values: out });
  }
  return result;
}

/** A function of the samples in a window. */
const overTime = (fold: Fold, { parameter = 'none', keepName = false } = {}): FunctionSpec => ({
  args: parameter === 'first' ? ['scalar', 'matrix'] : parameter === 'last' ? ['matrix', 'scalar'] : ['matrix'],
  optional: 0,
  returns: 'vector',
  evaluate: (args, _, { from, to }) => {
    const matrix = args.find((arg) => arg.type === 'matrix');
    if (!matrix) return { type: 'vector', series: [] };
    const scalar = args.find((arg) => arg.type === 'scalar');
    return { type: 'vector', series: mergeEqual(foldWindows(fold, matrix, scalar, keepName), sameLabelset, from, to) };
  },
});

/** A part of the date of each value, or of the step itself. */
const datePart = (part: (date: Date) => number): FunctionSpec => {
  const of = (seconds: number): number => part(new Date(Math.trunc(seconds) * 1000));
  const mapped = elementwise(of);
  return {
    args: ['vector'],
    optional: 1,
    returns: 'vector',
    evaluate: (args, evaluation, call) =>
      args.length > 0
        ? mapped.evaluate(args, evaluation, call)
        : { type: 'vector', series: [{ labels: noLabels, values: evaluation.stepsMs.map((t) => of(t / 1000)) }] },
  };
};

const sorted = (direction: 1 | -1): FunctionSpec => ({
  args: ['vector'],
  optional: 0,
  returns: 'vector',
  evaluate: ([vector]) => {
    const value = ({ values }: Series): number => values.at(-1) ?? 0;
    const rank = (a: Series, b: Series): number => {
      if (Number.isNaN(value(a))) return Number.isNaN(value(b)) ? 0 : 1;
      if (Number.isNaN(value(b))) return -1;
      return direction * (value(a) - value(b));
    };
    return { type: 'vector', series: [...seriesOf(vector)].sort(rank), ordered: true };
  },
});

/** Labels that an absent element would have had: those that the selector fixes. */
function absentLabels(expr: Expr | undefined): LabelSet {
  const inner = expr && bare(expr);
  const selector = inner?.kind === 'matrix' ? inner.selector : inner;
  if (selector?.kind !== 'selector') return noLabels;
  const seen = new Map<string, string>();
  for (const { name, operator, value } of selector.matchers) {
    if (name === '__name__') continue;
    seen.set(name, operator === '=' && !seen.has(name) ? value : '');
  }
  return LabelSet.of(Object.fromEntries(seen));
}

const absentWhere = (present: Uint8Array, labels: LabelSet): Value => {
  const values = emptySteps(present.length);
  for (let i = 0; i < values.length; i++) if (present[i] === 0) values[i] = 1;
  return { type: 'vector', series: isEmpty(values) ? [] : [{ labels, values }] };
};

const presence = (series: readonly Series[], steps: number): Uint8Array => {
  const present = new Uint8Array(steps);
  for (const { values } of series) for (let i = 0; i < steps; i++) if (values[i] !== noSample) present[i] = 1;
  return present;
};

const scalarOf = (values: Float64Array): Value => ({ type: 'scalar', values });

const roundTo = (value: number, nearest = 1): number => {
  const inverse = 1 / nearest;
  return Math.floor(value * inverse + 0.5) / inverse;
};

const clamp = (value: number, low: number, high: number): number =>
  Number.isNaN(low) || Number.isNaN(high) ? Number.NaN : Math.max(low, Math.min(high, value));

const dayMs = 86_400_000;
const dayOfYear = (date: Date): number =>
  Math.floor(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) /
      dayMs,
  ) + 1;
const daysInMonth = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

export const functions: ReadonlyMap<string, FunctionSpec> = new Map<string, FunctionSpec>(
  Object.entries({
    rate: overTime(folds.rate),
    increase: overTime(folds.increase),
    delta: overTime(folds.delta),
    irate: overTime(folds.irate),
    idelta: overTime(folds.idelta),
    changes: overTime(folds.changes),
    resets: overTime(folds.resets),
    deriv: overTime(folds.deriv),
    predict_linear: overTime(folds.predict_linear, { parameter: 'last' }),
    avg_over_time: overTime(folds.avg_over_time),
    min_over_time: overTime(folds.min_over_time),
    max_over_time: overTime(folds.max_over_time),
    sum_over_time: overTime(folds.sum_over_time),
    count_over_time: overTime(folds.count_over_time),
    last_over_time: overTime(folds.last_over_time, { keepName: true }),
    first_over_time: overTime(folds.first_over_time, { keepName: true }),
    present_over_time: overTime(folds.present_over_time),
    stddev_over_time: overTime(folds.stddev_over_time),
    stdvar_over_time: overTime(folds.stdvar_over_time),
    mad_over_time: overTime(folds.mad_over_time),
    quantile_over_time: overTime(folds.quantile_over_time, { parameter: 'first' }),

    abs: elementwise(Math.abs),
    ceil: elementwise(Math.ceil),
    floor: elementwise(Math.floor),
    exp: elementwise(Math.exp),
    ln: elementwise(Math.log),
    log2: elementwise(Math.log2),
    log10: elementwise(Math.log10),
    sqrt: elementwise(Math.sqrt),
    sgn: elementwise(Math.sign),
    round: elementwise((value, nearest) => roundTo(value, nearest), ['scalar'], 1),
    clamp: elementwise((value, low, high) => clamp(value, low ?? 0, high ?? 0), ['scalar', 'scalar']),
    clamp_min: elementwise((value, low) => clamp(value, low ?? 0, Number.POSITIVE_INFINITY), ['scalar']),
    clamp_max: elementwise((value, high) => clamp(value, Number.NEGATIVE_INFINITY, high ?? 0), ['scalar']),
    sin: elementwise(Math.sin),
    cos: elementwise(Math.cos),
    tan: elementwise(Math.tan),
    asin: elementwise(Math.asin),
    acos: elementwise(Math.acos),
    atan: elementwise(Math.atan),
    sinh: elementwise(Math.sinh),
    cosh: elementwise(Math.cosh),
    tanh: elementwise(Math.tanh),
    asinh: elementwise(Math.asinh),
    acosh: elementwise(Math.acosh),
    atanh: elementwise(Math.atanh),
    deg: elementwise((value) => (value * 180) / Math.PI),
    rad: elementwise((value) => (value * Math.PI) / 180),

    minute: datePart((date) => date.getUTCMinutes()),
    hour: datePart((date) => date.getUTCHours()),
    day_of_week: datePart((date) => date.getUTCDay()),
    day_of_month: datePart((date) => date.getUTCDate()),
    day_of_year: datePart(dayOfYear),
    days_in_month: datePart(daysInMonth),
    month: datePart((date) => date.getUTCMonth() + 1),
    year: datePart((date) => date.getUTCFullYear()),

    sort: sorted(1),
    sort_desc: sorted(-1),

    time: {
      args: [],
      optional: 0,
      returns: 'scalar',
      evaluate: (_, { stepsMs }) => scalarOf(stepsMs.map((t) => t / 1000)),
    },
    pi: {
      args: [],
      optional: 0,
      returns: 'scalar',
      evaluate: (_, { stepsMs }) => scalarOf(stepsMs.map(() => Math.PI)),
    },
    vector: {
      args: ['scalar'],
      optional: 0,
      returns: 'vector',
      evaluate: ([scalar], { stepsMs }) => ({
        type: 'vector',
        series: [{ labels: noLabels, values: stepsMs.map((_, i) => scalarAt(scalar, i)) }],
      }),
    },
    scalar: {
      args: ['vector'],
      optional: 0,
      returns: 'scalar',
      evaluate: ([vector], { stepsMs }) =>
        scalarOf(
          stepsMs.map((_, i) => {
            const present = seriesOf(vector).filter(({ values }) => values[i] !== noSample);
            return present.length === 1 ? (present[0]?.values[i] ?? Number.NaN) : Number.NaN;
          }),
        ),
    },
    timestamp: {
      args: ['vector'],
      optional: 0,
      returns: 'vector',
      evaluate: ([vector], { stepsMs }, { from, to }) => {
        const series = seriesOf(vector).map(
          ({ labels, values, sampleTimesMs }): Series => ({
            labels: labels.withoutMetricName(),
            values: values.map((value, i) =>
              value === noSample ? noSample : ((sampleTimesMs ?? stepsMs)[i] ?? 0) / 1000,
            ),
          }),
        );
        return { type: 'vector', series: mergeEqual(series, sameLabelset, from, to) };
      },
    },
    absent: {
      args: ['vector'],
      optional: 0,
      returns: 'vector',
      evaluate: ([vector], { stepsMs }, { args }) =>
        absentWhere(presence(seriesOf(vector), stepsMs.length), absentLabels(args[0])),
    },
    absent_over_time: {
      args: ['matrix'],
      optional: 0,
      returns: 'vector',
      evaluate: ([matrix], { stepsMs }, { args }) => {
        const found = matrix?.type === 'matrix' ? foldWindows(folds.present_over_time, matrix, undefined, true) : [];
        return absentWhere(presence(found, stepsMs.length), absentLabels(args[0]));
      },
    },
    histogram_quantile: {
      args: ['scalar', 'vector'],
      optional: 0,
      returns: 'vector',
      evaluate: ([q, vector], { stepsMs }) => ({
        type: 'vector',
        series: histogramQuantile(q?.type === 'scalar' ? q.values : new Float64Array(stepsMs.length), seriesOf(vector)),
      }),
    },
    label_replace: {
      args: ['vector', 'string', 'string', 'string', 'string'],
      optional: 0,
      returns: 'vector',
      evaluate: ([vector, a, b, c, d], _, call) => ({
        type: 'vector',
        series: labelReplace(seriesOf(vector), [textOf(a), textOf(b), textOf(c), textOf(d)], call),
      }),
    },
    label_join: {
      args: ['vector', 'string', 'string', 'string'],
      optional: Number.POSITIVE_INFINITY,
      returns: 'vector',
      evaluate: ([vector, ...texts], _, call) => ({
        type: 'vector',
        series: labelJoin(seriesOf(vector), texts.map(textOf), call),
      }),
    },
  } satisfies Record<string, FunctionSpec>),
);
