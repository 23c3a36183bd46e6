/** Queries in PromQL over any source of series. */
import type { MetricInstantResult, MetricRangeResult, MetricSeries } from '@firedrill/protocol';
import { badQuery, TelemetryError } from '../errors.ts';
import { noSample } from '../record/chunk.ts';
import { type LabelSet, noLabels } from '../store/label-set.ts';
import { bare, type Expr } from './ast.ts';
import { check } from './check.ts';
import { evaluate } from './evaluate.ts';
import { parsePromql } from './parse.ts';
import type { Evaluation, SeriesSource, Value, ValueType } from './values.ts';

/** As Prometheus refuses more. */
const maximumPoints = 11_000;
const maximumSamples = 50_000_000;

interface Parsed {
  readonly expr: Expr;
  readonly type: ValueType;
}

const cache = new Map<string, Parsed>();

function parsed(text: string): Parsed {
  const known = cache.get(text);
  if (known) return known;
  const expr = parsePromql(text);
  const result = { expr, type: check(expr) };
  if (cache.size >= 500) cache.clear();
  cache.set(text, result);
  return result;
}

const wireNumber = (value: number): number | 'NaN' | '+Inf' | '-Inf' => {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
};

function wireSeries(labels: LabelSet, timesMs: Float64Array, values: Float64Array): MetricSeries {
  const times: number[] = [];
  const out: MetricSeries['values'][number][] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? noSample;
    if (value === noSample) continue;
    times.push(timesMs[i] ?? 0);
    out.push(wireNumber(value));
  }
  return { labels: labels.toObject(), timesMs: times, values: out };
}

export interface Evaluated {
  readonly value: Value;
  readonly stepsMs: Float64Array;
  readonly warnings: readonly string[];
}

function run(expr: Expr, source: SeriesSource, stepsMs: Float64Array): Evaluated {
  const warnings = new Set<string>();
  const evaluation: Evaluation = {
    stepsMs,
    startMs: stepsMs[0] ?? 0,
    endMs: stepsMs.at(-1) ?? 0,
    source,
    warnings,
    budget: { samples: maximumSamples },
  };
  return { value: evaluate(expr, evaluation), stepsMs, warnings: [...warnings] };
}

/** Any expression at one instant, as the evaluator has it. */
export const evaluateAt = (text: string, atMs: number, source: SeriesSource): Evaluated =>
  run(parsed(text).expr, source, Float64Array.of(atMs));

/** A scalar or an instant vector over [fromMs, toMs]. */
export function evaluateRange(
  text: string,
  fromMs: number,
  toMs: number,
  stepMs: number,
  source: SeriesSource,
): Evaluated {
  const { expr, type } = parsed(text);
  if (type !== 'scalar' && type !== 'vector') {
    throw badQuery(
      'a graph needs a scalar or an instant vector',
      expr.from,
      expr.to,
      'a function such as rate() around it',
    );
  }
  const count = Math.floor((toMs - fromMs) / stepMs) + 1;
  if (count > maximumPoints)
    throw new TelemetryError('too_large', `more than ${maximumPoints} points: choose a longer step`);
  return run(
    expr,
    source,
    Float64Array.from({ length: Math.max(0, count) }, (_, i) => fromMs + i * stepMs),
  );
}

export function instantQuery(text: string, atMs: number, source: SeriesSource): MetricInstantResult {
  const { value, stepsMs, warnings } = evaluateAt(text, atMs, source);
  if (value.type === 'string') {
    const { expr } = parsed(text);
    throw badQuery('a string is not a value to show', expr.from, expr.to, 'a scalar or an instant vector');
  }
  if (value.type === 'scalar') {
    return { type: 'scalar', series: [wireSeries(noLabels, stepsMs, value.values)], warnings };
  }
  if (value.type === 'matrix') {
    const series = value.series.map(({ labels, timesMs, values }) => wireSeries(labels, timesMs, values));
    return { type: 'vector', series, warnings };
  }
  const series = value.series.map(({ labels, values }) => wireSeries(labels, stepsMs, values));
  return { type: 'vector', series: series.filter(({ values }) => values.length > 0), warnings };
}

export function rangeQuery(
  text: string,
  fromMs: number,
  toMs: number,
  stepMs: number,
  source: SeriesSource,
): MetricRangeResult {
  const { value, stepsMs, warnings } = evaluateRange(text, fromMs, toMs, stepMs, source);
  if (value.type === 'scalar') {
    return { type: 'matrix', series: [wireSeries(noLabels, stepsMs, value.values)], warnings };
  }
  const list = value.type === 'vector' ? value.series : [];
  const series = list
    .map(({ labels, values }) => wireSeries(labels, stepsMs, values))
    .filter(({ values }) => values.length > 0);
  return { type: 'matrix', series: series.sort(byLabels), warnings };
}

const labelText = ({ labels }: MetricSeries): string => JSON.stringify(Object.entries(labels));
const byLabels = (a: MetricSeries, b: MetricSeries): number => (labelText(a) < labelText(b) ? -1 : 1);

/** Matchers of a plain selector, for metadata. */
export function selectorMatchers(text: string) {
  const { expr } = parsed(text);
  const inner = bare(expr);
  if (inner.kind !== 'selector')
    throw badQuery('a selector is needed here', expr.from, expr.to, 'a selector such as metric{label="value"}');
  return inner.matchers;
}
