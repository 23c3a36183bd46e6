/** A PromQL query: its series, without what changes only how they are shown. */
import type { Expr, VectorSelector } from '../../telemetry/promql/ast.ts';
import { parsePromql } from '../../telemetry/promql/parse.ts';
import { type About, ofInstances } from './about.ts';
import { componentOf, ownerOf, peerLabels, placeLabels } from './components.ts';

interface Found {
  readonly selectors: VectorSelector[];
  readonly labels: Set<string>;
  quantile: boolean;
}

/** Ranges, aggregations and arithmetic leave the series as they are; only the selectors below them count. */
function collect(expr: Expr, found: Found): void {
  switch (expr.kind) {
    case 'selector':
      found.selectors.push(expr);
      return;
    case 'matrix':
      collect(expr.selector, found);
      return;
    case 'subquery':
    case 'paren':
    case 'unary':
      collect(expr.expr, found);
      return;
    case 'aggregate':
      if (!expr.without) for (const label of expr.labels) found.labels.add(label);
      collect(expr.expr, found);
      return;
    case 'binary':
      collect(expr.left, found);
      collect(expr.right, found);
      return;
    case 'call':
      if (expr.name === 'histogram_quantile') found.quantile = true;
      for (const arg of expr.args) collect(arg, found);
      return;
    case 'number':
    case 'string':
  }
}

/** Those below whatever is done with them. */
export function selectorsOf(expr: Expr): readonly VectorSelector[] {
  const found: Found = { selectors: [], labels: new Set(), quantile: false };
  collect(expr, found);
  return found.selectors;
}

export const nameOf = ({ matchers }: VectorSelector): string =>
  matchers.find(({ name, operator }) => name === '__name__' && operator === '=')?.value ?? '';

/** A histogram's three series tell two things: how long, and how many. */
function familyOf(name: string, timed: boolean): string {
  const base = name.replace(/_(bucket|sum|count)$/, '');
  if (base === name) return name;
  return `${base} ${timed ? 'time' : 'count'}`;
}

/** Throws the parser's error. */
export function aboutMetric(expr: string, focus: Readonly<Record<string, string>> = {}): About {
  const found: Found = { selectors: [], labels: new Set(), quantile: false };
  collect(parsePromql(expr), found);
  const names = found.selectors.map(nameOf);
  const timed = found.quantile || names.some((name) => name.endsWith('_sum'));
  const conditions = new Set<string>();
  const values: (readonly [string, string])[] = [];
  const note = (name: string, operator: string, value: string): void => {
    if (name === '__name__' || name === 'le' || ofInstances.has(name)) return;
    conditions.add(`${name}${operator}"${value}"`);
    found.labels.add(name);
    if (operator === '=') values.push([name, value]);
  };
  for (const { matchers } of found.selectors) for (const one of matchers) note(one.name, one.operator, one.value);
  for (const [name, value] of Object.entries(focus)) note(name, '=', value);
  const metrics = [...new Set(names.map((name) => name.replace(/_(bucket|sum|count)$/, '')))].sort();
  const owners = metrics.flatMap((metric) => ownerOf(metric) ?? []);
  const places =
    owners.length > 0 ? owners : values.flatMap(([name, value]) => (placeLabels.has(name) ? componentOf(value) : []));
  const peers = values.flatMap(([name, value]) => (peerLabels.has(name) ? componentOf(value) : []));
  return {
    modality: 'metric',
    core: [...new Set(names.map((name) => familyOf(name, timed)))].sort().join(' and '),
    conditions,
    measuredAt: [...new Set(places)],
    names: [...new Set([...places, ...peers])],
    metrics,
    labels: [...found.labels].sort(),
    text: values
      .map(([, value]) => value)
      .join(' ')
      .toLowerCase(),
    change: null,
  };
}
