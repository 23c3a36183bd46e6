import type { ServiceMap } from '@firedrill/protocol';
import { expect, it } from 'vitest';
import { nodeHeight, nodeWidth, placeNodes } from './layout.ts';

const map = (names: string[], edges: [string, string][], rate = 1): ServiceMap => ({
  nodes: names.map((service) => ({ service, kind: 'service', requestsPerSecond: rate, errorRatio: 0, p95Ms: null })),
  edges: edges.map(([from, to]) => ({ from, to, requestsPerSecond: rate, errorRatio: 0, p95Ms: null })),
});
const edges: [string, string][] = [
  ['edge', 'gateway'],
  ['gateway', 'orders'],
  ['gateway', 'catalog'],
  ['orders', 'db'],
  ['catalog', 'db'],
];
const names = ['db', 'orders', 'gateway', 'edge', 'catalog'];

it('places callers left of what they call, and nothing on top of another', () => {
  const places = placeNodes(map(names, edges));
  const at = (service: string) => places.find((place) => place.service === service)!;
  for (const [from, to] of edges) expect(at(from).x + nodeWidth).toBeLessThan(at(to).x);
  for (const a of places)
    for (const b of places)
      if (a !== b) expect(Math.abs(a.x - b.x) >= nodeWidth || Math.abs(a.y - b.y) >= nodeHeight).toBe(true);
});

it('does not depend on numbers or on the order of the answer', () => {
  expect(placeNodes(map([...names].reverse(), [...edges].reverse(), 900))).toEqual(placeNodes(map(names, edges)));
});

it('lives with edges to unknown nodes and to oneself', () => {
  expect(
    placeNodes(
      map(
        ['a'],
        [
          ['a', 'a'],
          ['a', 'gone'],
        ],
      ),
    ),
  ).toHaveLength(1);
});
