import { describe, expect, it } from 'vitest';
import { matcher } from '../../telemetry/matchers.ts';
import { selectorMatchers } from '../../telemetry/promql/engine.ts';
import type { TelemetryRequest } from '../../telemetry/query.ts';
import type { Examined } from '../examine.ts';
import { familyOf } from './family.ts';

const series: readonly Readonly<Record<string, string>>[] = [
  { __name__: 'a', service: 's', code: '200', pod: 'p' },
  { __name__: 'a', service: 's', code: '500', pod: 'p' },
  { __name__: 'a', service: 't', code: '200', pod: 'q' },
  { __name__: 'b', service: 's', pod: 'p' },
];
const lines = ['duration: {ms} ms', 'deadlock detected'];

/** Series as text, without the labels that are left out; of a log query the lines that hold its word. */
const answer = (request: TelemetryRequest): readonly string[] => {
  if (request.kind === 'log-templates') return lines.filter((line) => line.includes(request.query.split('"')[3] ?? ''));
  if (request.kind !== 'metric-groups') throw new Error(`nobody asks for ${request.kind}`);
  const matchers = selectorMatchers(request.match).map(({ name, operator, value }) => matcher(name, operator, value));
  const kept = series.filter((labels) => matchers.every(({ name, matches }) => matches(labels[name] ?? '')));
  const groups = kept.map((labels) =>
    JSON.stringify(Object.entries(labels).filter(([name]) => !request.without.includes(name))),
  );
  return [...new Set(groups)].sort();
};
// Each request has its own kind of answer; of these two it is a list of texts.
const world: Examined = { query: async (request) => answer(request) as never };
const window = { fromMs: 0, toMs: 60_000 };
const metric = (expr: string, focus: Record<string, string> = {}) =>
  familyOf(world, { modality: 'metric', expr, focus }, window, 60_000);
const log = (word: string) =>
  familyOf(world, { modality: 'log', query: `{service="postgres"} |= "${word}"` }, window, 60_000);

describe('one family', () => {
  it.each([
    ['a matcher that leaves out nothing', 'sum(a{service="s"})', 'sum(a{service="s", code=~".+"})'],
    ['another way to say the same', 'a{code="500"}', 'a{code=~"5..", service!="t"}'],
    ['a share and its part', 'sum(a{code="500"}) / sum(a)', 'sum(a{code="500"})'],
    ['range and aggregation', 'sum(rate(a{service="t"}[1m]))', 'max by (pod) (rate(a{service="t"}[5m]))'],
  ])('has %s', async (_, one, other) => {
    expect(await metric(one)).toBe(await metric(other));
  });

  it('has a series that is matched, or focused', async () => {
    expect(await metric('sum by (service) (a)', { service: 's' })).toBe(await metric('a{service="s"}'));
  });

  it('has filters that leave the same kinds of lines', async () => {
    expect(await log('duration:')).toBe(await log('duration'));
    expect(await log('duration')).not.toBe(await log('deadlock'));
  });
});

describe('another family', () => {
  it.each([
    ['series', 'a{service="s"}', 'a{service="t"}'],
    ['metrics', 'a{service="s",code="200"}', 'b{service="s"}'],
    ['parts', 'a{code="500"}', 'a'],
  ])('has other %s', async (_, one, other) => {
    expect(await metric(one)).not.toBe(await metric(other));
  });

  it('is none where nothing is found', async () => {
    expect(await metric('a{service="u"}')).toBeNull();
    expect(await log('nothing like it')).toBeNull();
  });
});
