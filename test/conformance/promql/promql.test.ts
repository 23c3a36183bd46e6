/** Prometheus' own test scripts (test/third-party/promql), and ours in its language, against our evaluator. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TelemetryError } from '../../../apps/simulator/src/telemetry/errors.ts';
import { type Evaluated, evaluateAt, evaluateRange } from '../../../apps/simulator/src/telemetry/promql/engine.ts';
import { LabelSet, noLabels } from '../../../apps/simulator/src/telemetry/store/label-set.ts';
import { type Eval, type Item, noSample, parseScript, type Statement } from './script.ts';
import { reasonToSkip } from './skipped.ts';
import { LoadedSeries } from './source.ts';

const folders = ['../../third-party/promql', './examples'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

const scripts = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.test'))
    .map((name) => [name, join(folder, name)] as const),
);

const close = (actual: number, expected: number): boolean => {
  if (Number.isNaN(expected)) return Number.isNaN(actual);
  if (actual === expected) return true;
  return Math.abs(actual - expected) <= 1e-6 * Math.max(Math.abs(actual), Math.abs(expected), Number.MIN_VALUE);
};

/** Series as `labels: v v _ v`, so that a failure shows both sides whole. */
const show = (
  labels: LabelSet,
  values: readonly (number | null)[],
  expected: readonly (number | null)[] | null,
): string => {
  const shown = values.map((value, i) => {
    const wanted = expected?.[i];
    if (value === null) return '_';
    // What is close enough is written as the expected number.
    return typeof wanted === 'number' && close(value, wanted) ? wanted : value;
  });
  return `${labels}: ${shown.join(' ')}`;
};

interface Row {
  readonly labels: LabelSet;
  readonly values: readonly (number | null)[];
}

const asNumber = (item: Item | undefined): number | null => (typeof item === 'number' ? item : null);

function actualRows({ value, stepsMs }: Evaluated, statement: Eval): Row[] {
  if (value.type === 'matrix') {
    const { fromMs, stepMs } = statement.rangeVector ?? { fromMs: 0, stepMs: 1 };
    return value.series.map(({ labels, timesMs, values }) => {
      const row: (number | null)[] = [];
      timesMs.forEach((timeMs, i) => {
        const at = (timeMs - fromMs) / stepMs;
        while (row.length < at) row.push(null);
        row.push(values[i] ?? 0);
      });
      return { labels, values: row };
    });
  }
  if (value.type !== 'vector') return [];
  return value.series
    .map(({ labels, values }) => ({ labels, values: Array.from(values, (v) => (v === noSample ? null : v)) }))
    .filter(({ values }) => values.some((v) => v !== null) && stepsMs.length > 0);
}

function compare(statement: Eval, evaluated: Evaluated): void {
  const { value } = evaluated;
  if (statement.text !== null) {
    expect(value).toEqual({ type: 'string', value: statement.text });
    return;
  }
  if (statement.scalar !== null) {
    const actual = value.type === 'scalar' ? (value.values[0] ?? Number.NaN) : null;
    expect(actual !== null && close(actual, statement.scalar) ? statement.scalar : actual).toEqual(statement.scalar);
    return;
  }
  const steps = evaluated.stepsMs.length;
  const expected = statement.series.map(({ labels, items }): Row => {
    const values = items.map(asNumber);
    while (value.type !== 'matrix' && values.length < steps) values.push(null);
    return { labels: LabelSet.of(labels), values };
  });
  const wanted = new Map(expected.map(({ labels, values }) => [labels.key, values]));
  const actual =
    value.type === 'scalar'
      ? [{ labels: noLabels, values: Array.from(value.values) }]
      : actualRows(evaluated, statement);
  const order = (rows: string[]): string[] => (statement.ordered ? rows : rows.sort());
  expect(order(actual.map(({ labels, values }) => show(labels, values, wanted.get(labels.key) ?? null)))).toEqual(
    order(expected.map(({ labels, values }) => show(labels, values, null))),
  );
}

function run(statement: Eval, source: LoadedSeries): Evaluated {
  const { expr, fromMs, toMs, stepMs } = statement;
  return stepMs === null ? evaluateAt(expr, fromMs, source) : evaluateRange(expr, fromMs, toMs, stepMs, source);
}

/** What a statement sees: everything loaded before it, since the last clear. */
const loadsBefore = (statements: readonly Statement[], index: number): LoadedSeries => {
  const source = new LoadedSeries();
  for (const statement of statements.slice(0, index)) {
    if (statement.kind === 'load') source.load(statement);
    if (statement.kind === 'clear') source.clear();
  }
  return source;
};

const leftOut = new Map<string, number>();

describe.each(scripts)('%s', (_, path) => {
  const statements = parseScript(readFileSync(path, 'utf8'));
  statements.forEach((statement, index) => {
    if (statement.kind !== 'eval') return;
    const title = `line ${statement.line}: ${statement.expr}`;
    const source = loadsBefore(statements, index);
    const reason = reasonToSkip(statement, source, run);
    if (reason !== null) {
      leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
      it.skip(`${title} (${reason})`, () => {});
      return;
    }
    it(title, () => {
      if (statement.fails) expect(() => run(statement, source)).toThrow(TelemetryError);
      else compare(statement, run(statement, source));
    });
  });
});

it('leaves out what it says, and no more', () => {
  expect(Object.fromEntries(leftOut)).toEqual({ 'experimental function': 4, 'native histograms': 109 });
});
