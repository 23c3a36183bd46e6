import { parser } from '@prometheus-io/lezer-promql';
import { expect, it } from 'vitest';
import { expand } from '../model/expand.ts';
import { dashboards } from './index.ts';

const queries = dashboards.flatMap(({ id, panels }) =>
  panels.flatMap((panel) => panel.queries.map(({ expr }) => ({ name: `${id}/${panel.id}`, expr }))),
);

it.each(queries)('$name is PromQL', ({ expr }) => {
  const text = expand(expr, { service: 'order-service', stepMs: 15_000 });
  expect(text).not.toContain('$');
  const broken: string[] = [];
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) broken.push(text.slice(node.from - 10, node.to + 10));
    },
  });
  expect(broken).toEqual([]);
});

it('has no two panels of one name', () => {
  for (const { panels } of dashboards) {
    expect(new Set(panels.map((panel) => panel.id)).size).toBe(panels.length);
    expect(new Set(panels.map((panel) => panel.title)).size).toBe(panels.length);
  }
});
