import { expect, it } from 'vitest';
import type { Line } from '../model/frame.ts';
import { metricPin } from './pinTarget.ts';

const line = (label: string, labels: Record<string, string>, siblings: number): Line => ({
  key: label,
  label,
  labels,
  expr: `expr of ${label}`,
  siblings,
  values: [],
});
const window = { fromMs: 1, toMs: 2 };

it('pins the series in focus with its labels, and offers its route', () => {
  const lines = [
    line('cart', { http_route: '/v1/cart', http_request_method: 'GET' }, 2),
    line('b', { http_route: '/b' }, 2),
  ];
  expect(metricPin('Requests', lines, lines[0]!, window)).toEqual({
    query: {
      modality: 'metric',
      expr: 'expr of cart',
      focus: { http_route: '/v1/cart', http_request_method: 'GET' },
    },
    window,
    title: 'Requests: cart',
    suggestedValue: '/v1/cart',
  });
});

it('needs no labels where a query has one series, and nothing where there is none', () => {
  const only = line('p95', { service: 'x' }, 1);
  expect(metricPin('Latency', [only], only, window)?.query).toMatchObject({ focus: {} });
  expect(metricPin('Latency', [], null, window)).toBeNull();
});

it('leaves the choice to who pins where none of several has focus', () => {
  const lines = [line('cart', { http_route: '/v1/cart' }, 2), line('total', {}, 1)];
  const target = metricPin('Requests', lines, null, window);
  expect(target?.oneOf?.map(({ label, title, query }) => [label, title, query])).toEqual([
    ['cart', 'Requests: cart', { modality: 'metric', expr: 'expr of cart', focus: { http_route: '/v1/cart' } }],
    ['total', 'Requests: total', { modality: 'metric', expr: 'expr of total', focus: {} }],
  ]);
});
