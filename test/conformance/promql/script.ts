/** Reads Prometheus' test language: load, clear, eval. */

import { parseNumber, parseString } from '../../../apps/simulator/src/telemetry/promql/literals.ts';
import { noSample } from '../../../apps/simulator/src/telemetry/record/chunk.ts';

export type Labels = Record<string, string>;

/** null: no sample; 'stale': a marker; 'histogram': a native one, which we do not have */
export type Item = number | null | 'stale' | 'histogram';

export interface SeriesLine {
  readonly labels: Labels;
  readonly items: readonly Item[];
}

export interface Load {
  readonly kind: 'load';
  readonly stepMs: number;
  readonly series: readonly SeriesLine[];
}

export interface Eval {
  readonly kind: 'eval';
  readonly line: number;
  readonly expr: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** null: instant */
  readonly stepMs: number | null;
  readonly fails: boolean;
  readonly ordered: boolean;
  readonly text: string | null;
  readonly rangeVector: { readonly fromMs: number; readonly stepMs: number } | null;
  readonly series: readonly SeriesLine[];
  /** Set when a lone number is expected. */
  readonly scalar: number | null;
}

export type Statement = Load | Eval | { readonly kind: 'clear' };

const ms = (text: string): number => Math.round(parseNumber(text) * 1000);

function parseItem(text: string): Item[] {
  if (text === '_') return [null];
  const gaps = /^_x(\d+)$/.exec(text);
  if (gaps) return Array.from({ length: Number(gaps[1]) }, () => null);
  if (text === 'stale') return ['stale'];
  const run =
    /^([-+]?(?:\d[\d.]*(?:e[-+]?\d+)?|\.\d+|inf|nan))(?:([-+](?:\d[\d.]*(?:e[-+]?\d+)?|\.\d+|inf|nan)))?x(\d+)$/i.exec(
      text,
    );
  if (!run) return [parseNumber(text)];
  const start = parseNumber(run[1] ?? '');
  const step = run[2] === undefined ? 0 : parseNumber(run[2]);
  return Array.from({ length: Number(run[3]) + 1 }, (_, i) => start + i * step);
}

function parseItems(text: string): Item[] {
  const items: Item[] = [];
  for (const [whole, times] of text.matchAll(/\{\{[^}]*\}\}(?:[-+]\{\{[^}]*\}\})?(?:x(\d+))?|\S+/g)) {
    if (whole.startsWith('#')) break;
    if (!whole.startsWith('{{')) items.push(...parseItem(whole));
    else items.push(...Array.from({ length: Number(times ?? 0) + 1 }, (): Item => 'histogram'));
  }
  return items;
}

export function parseSeries(line: string): SeriesLine {
  const name = /^[a-zA-Z_:][\w:]*/.exec(line)?.[0] ?? '';
  const rest = line.slice(name.length).trimStart();
  const labels: Labels = name ? { __name__: name } : {};
  const braces = /^\{(?!\{)((?:[^"'{}`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)*)\}/.exec(rest);
  for (const [, label = '', value = ''] of (braces?.[1] ?? '').matchAll(
    /([\w.]+|"[^"]*")\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)/g,
  )) {
    labels[label.replaceAll('"', '')] = parseString(value, 0);
  }
  const quoted = /^\s*"([^"]+)"\s*(?:,|$)/.exec(braces?.[1] ?? '');
  if (quoted?.[1]) labels.__name__ = quoted[1];
  return { labels, items: parseItems(rest.slice(braces?.[0].length ?? 0)) };
}

const evalLine =
  /^eval(?:_(\w+))?\s+(?:instant\s+(?:at\s+(\S+)\s+)?|range\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+)\s+)(.*)$/;

function parseEval(header: string, body: readonly string[], line: number): Eval {
  const match = evalLine.exec(header);
  if (!match) throw new Error(`line ${line}: ${header}`);
  const [, suffix, at, from, to, step, expr = ''] = match;
  const expectations = body.filter((text) => text.startsWith('expect '));
  const results = body.filter((text) => !text.startsWith('expect '));
  const rangeVector = expectations
    .map((text) => /^expect range vector from (\S+) to \S+ step (\S+)/.exec(text))
    .find(Boolean);
  const text = expectations.map((line) => /^expect string (.*)$/s.exec(line)?.[1]).find((found) => found !== undefined);
  const lone = results.length === 1 && /^[-+]?(?:[\d.]|inf|nan)\S*$/i.test(results[0] ?? '');
  return {
    kind: 'eval',
    line,
    expr,
    fromMs: ms(at ?? from ?? '0'),
    toMs: ms(at ?? to ?? '0'),
    stepMs: step === undefined ? null : ms(step),
    fails: suffix === 'fail' || expectations.some((text) => text.startsWith('expect fail')),
    ordered: suffix === 'ordered' || expectations.some((text) => text.startsWith('expect ordered')),
    text: text === undefined ? null : parseString(text.trim(), 0),
    rangeVector: rangeVector ? { fromMs: ms(rangeVector[1] ?? ''), stepMs: ms(rangeVector[2] ?? '') } : null,
    series: lone ? [] : results.filter((text) => !/^expected_/.test(text)).map(parseSeries),
    scalar: lone ? parseNumber(results[0] ?? '') : null,
  };
}

export function parseScript(source: string): Statement[] {
  const statements: Statement[] = [];
  const lines = source.split('\n');
  for (let i = 0; i < lines.length; ) {
    const header = (lines[i] ?? '').trim();
    const line = i + 1;
    i += 1;
    if (header === '' || header.startsWith('#')) continue;
    const body: string[] = [];
    if (header === 'clear') {
      statements.push({ kind: 'clear' });
      continue;
    }
    // An unindented line that is a result, or an indented statement, both occur: a body ends at a blank line or a statement.
    for (; i < lines.length; i++) {
      const text = (lines[i] ?? '').trim();
      if (text === '' || /^(?:load(?:_with_nhcb)?|clear|eval(?:_\w+)?)\b/.test(text)) break;
      if (!text.startsWith('#')) body.push(text);
    }
    const load = /^load(?:_with_nhcb)?\s+(\S+)$/.exec(header);
    if (load) statements.push({ kind: 'load', stepMs: ms(load[1] ?? ''), series: body.map(parseSeries) });
    else statements.push(parseEval(header, body, line));
  }
  return statements;
}

export { noSample };
