import { Graph, layout } from '@dagrejs/dagre';
import type { ServiceMap } from '@firedrill/protocol';

export const nodeWidth = 160;
export const nodeHeight = 74;

export interface Placed {
  readonly service: string;
  readonly x: number;
  readonly y: number;
}

/** Left to right as requests flow. Positions depend on names and edges only, so nothing moves when numbers change. */
export function placeNodes(map: ServiceMap): readonly Placed[] {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 56, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const names = map.nodes.map((node) => node.service).sort();
  for (const name of names) graph.setNode(name, { width: nodeWidth, height: nodeHeight });
  const edges = map.edges.filter(
    (edge) => names.includes(edge.from) && names.includes(edge.to) && edge.from !== edge.to,
  );
  for (const edge of [...edges].sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`)))
    graph.setEdge(edge.from, edge.to);
  layout(graph);
  return names.map((service) => {
    const node = graph.node(service);
    return { service, x: Number(node.x) - nodeWidth / 2, y: Number(node.y) - nodeHeight / 2 };
  });
}
