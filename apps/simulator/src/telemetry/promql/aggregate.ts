/** Aggregations: one table of them, by group and step. */
import { badQuery } from '../errors.ts';
import { noSample } from '../record/chunk.ts';
import { type LabelSet, noLabels } from '../store/label-set.ts';
import type { Aggregate } from './ast.ts';
import { formatNumber, mean, quantile, Sum, variance } from './numbers.ts';
import { emptySteps, type Series, type Value, type Vector } from './values.ts';

/** Reduces the values of a group at a step (at least one) to one. */
type Reduce = (values: number[], parameter: number) => number;

interface Aggregation {
  readonly parameter: 'scalar' | 'string' | null;
  readonly reduce?: Reduce;
  /** topk and bottomk: whether `a` is to be kept rather than `b`. */
  readonly better?: (a: number, b: number) => boolean;
}

const extreme =
  (better: (a: number, b: number) => boolean): Reduce =>
  (values) =>
    values.reduce((best, value) => (better(value, best) || Number.isNaN(best) ? value : best));

const sum: Reduce = (values) => {
  const total = new Sum();
  for (const value of values) total.add(value);
  return total.value;
};

export const aggregations: ReadonlyMap<string, Aggregation> = new Map<string, Aggregation>([
  ['sum', { parameter: null, reduce: sum }],
  ['avg', { parameter: null, reduce: (values) => mean(values) }],
  ['min', { parameter: null, reduce: extreme((a, b) => a < b) }],
  ['max', { parameter: null, reduce: extreme((a, b) => a > b) }],
  ['count', { parameter: null, reduce: (values) => values.length }],
  ['group', { parameter: null, reduce: () => 1 }],
  ['stddev', { parameter: null, reduce: (values) => Math.sqrt(variance(values)) }],
  ['stdvar', { parameter: null, reduce: (values) => variance(values) }],
  ['quantile', { parameter: 'scalar', reduce: (values, q) => quantile(q, values) }],
  ['topk', { parameter: 'scalar', better: (a, b) => a > b }],
  ['bottomk', { parameter: 'scalar', better: (a, b) => a < b }],
  ['count_values', { parameter: 'string' }],
]);

interface Group {
  readonly labels: LabelSet;
  readonly members: Series[];
}

function grouped(series: readonly Series[], { without, labels }: Aggregate): Group[] {
  const unwanted = [...labels, '__name__'];
  const groups = new Map<string, Group>();
  for (const one of series) {
    const kept =
      labels.length === 0 && !without ? noLabels : without ? one.labels.without(unwanted) : one.labels.only(labels);
    const group = groups.get(kept.key);
    if (group) group.members.push(one);
    else groups.set(kept.key, { labels: kept, members: [one] });
  }
  return [...groups.values()];
}

export function aggregate(expr: Aggregate, input: readonly Series[], parameter: Value | null, steps: number): Vector {
  const spec = aggregations.get(expr.operator);
  const scalar = (step: number): number => (parameter?.type === 'scalar' ? (parameter.values[step] ?? 0) : 0);
  if (spec?.better && parameter?.type === 'scalar' && parameter.values.some(Number.isNaN)) {
    throw badQuery(`parameter value of ${expr.operator} is NaN`, expr.from, expr.to, 'a number');
  }
  const groups = grouped(input, expr);
  if (spec?.better) {
    const { better } = spec;
    const series = groups.flatMap((group) => best(group, scalar, steps, better));
    return { type: 'vector', series, ordered: true };
  }
  if (!spec?.reduce) {
    const label = parameter?.type === 'string' ? parameter.value : '';
    return { type: 'vector', series: groups.flatMap((group) => countValues(group, label, expr, steps)) };
  }
  const { reduce } = spec;
  if (expr.operator === 'sum') return { type: 'vector', series: groups.map((group) => summed(group, steps)) };
  const series = groups.map(({ labels, members }): Series => {
    const values = emptySteps(steps);
    for (let step = 0; step < steps; step++) {
      const present: number[] = [];
      for (const member of members) {
        const value = member.values[step] ?? noSample;
        if (value !== noSample) present.push(value);
      }
      if (present.length > 0) values[step] = reduce(present, scalar(step));
    }
    return { labels, values };
  });
  return { type: 'vector', series };
}

/** The commonest aggregation by far: column by column, with the same compensated addition as `Sum`. */
function summed({ labels, members }: Group, steps: number): Series {
  const values = emptySteps(steps);
  const lost = new Float64Array(steps);
  for (const member of members) {
    for (let step = 0; step < steps; step++) {
      const value = member.values[step] ?? noSample;
      if (value === noSample) continue;
      const before = values[step] ?? noSample;
      if (before === noSample) {
        values[step] = value;
        continue;
      }
      const next = before + value;
      if (!Number.isFinite(next)) lost[step] = 0;
      else
        lost[step] =
          (lost[step] ?? 0) + (Math.abs(before) >= Math.abs(value) ? before - next + value : value - next + before);
      values[step] = next;
    }
  }
  for (let step = 0; step < steps; step++) {
    if (values[step] !== noSample) values[step] = (values[step] ?? 0) + (lost[step] ?? 0);
  }
  return { labels, values };
}

function best(
  { members }: Group,
  k: (step: number) => number,
  steps: number,
  better: (a: number, b: number) => boolean,
): Series[] {
  const kept = members.map(() => emptySteps(steps));
  const rank = (a: number, b: number): number => {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return better(a, b) ? -1 : better(b, a) ? 1 : 0;
  };
  let order: number[] = [];
  for (let step = 0; step < steps; step++) {
    const value = (member: number): number => members[member]?.values[step] ?? noSample;
    const count = Math.max(0, Math.floor(k(step)));
    order = members
      .map((_, member) => member)
      .filter((member) => value(member) !== noSample)
      .sort((a, b) => rank(value(a), value(b)) || a - b)
      .slice(0, count);
    for (const member of order) {
      const column = kept[member];
      if (column) column[step] = value(member);
    }
  }
  const wanted = steps === 1 ? order : members.map((_, member) => member);
  return wanted.flatMap((member): Series[] => {
    const values = kept[member];
    const labels = members[member]?.labels;
    return values && labels && values.some((value) => value !== noSample) ? [{ labels, values }] : [];
  });
}

function countValues({ labels, members }: Group, label: string, { from, to }: Aggregate, steps: number): Series[] {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label))
    throw badQuery(`invalid label name ${JSON.stringify(label)}`, from, to, 'a label name');
  const counts = new Map<string, Float64Array>();
  for (const member of members) {
    for (let step = 0; step < steps; step++) {
      const value = member.values[step] ?? noSample;
      if (value === noSample) continue;
      const text = formatNumber(value);
      const column = counts.get(text) ?? emptySteps(steps);
      column[step] = column[step] === noSample ? 1 : (column[step] ?? 0) + 1;
      counts.set(text, column);
    }
  }
  return [...counts].map(([text, values]) => ({ labels: labels.with(label, text), values }));
}
