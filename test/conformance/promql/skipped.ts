/** Statements that are left out, and why. */
import type { Evaluated } from '../../../apps/simulator/src/telemetry/promql/engine.ts';
import type { Eval } from './script.ts';
import type { LoadedSeries } from './source.ts';

const byText: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:limitk|limit_ratio|sort_by_label|sort_by_label_desc|info|double_exponential_smoothing)\b/,
    'experimental function',
  ],
  [/\bhistogram_(?!quantile\b)\w+/, 'native histograms'],
  [/<\/|>\//, 'native histograms'],
];

export function reasonToSkip(
  statement: Eval,
  source: LoadedSeries,
  run: (statement: Eval, source: LoadedSeries) => Evaluated,
): string | null {
  const text = byText.find(([pattern]) => pattern.test(statement.expr));
  if (text) return text[1];
  if (statement.series.some(({ items }) => items.includes('histogram'))) return 'native histograms';
  source.metHistogram = false;
  try {
    run(statement, source);
  } catch {
    // The test itself will tell.
  }
  return source.metHistogram ? 'native histograms' : null;
}
