import '@xyflow/react/dist/style.css';
import '../metrics/table.css';
import './map.css';
import { drillPath, type ServiceMap } from '@firedrill/protocol';
import { useQuery } from '@tanstack/react-query';
import { Background, type Edge, Position, ReactFlow } from '@xyflow/react';
import { type ReactNode, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { api } from '../../data/api.ts';
import { useDrill } from '../../data/drill.tsx';
import { formatValue, formatWindow } from '../../model/format.ts';
import { put, useParamsEdit } from '../metrics/data/useParamsEdit.ts';
import { useSteadyWindow } from '../metrics/data/useSteadyWindow.ts';
import { EdgeTable } from './EdgeTable.tsx';
import { nodeHeight, nodeWidth, placeNodes } from './layout.ts';
import { type ComponentNode, MapNode } from './MapNode.tsx';

const nodeTypes = { component: MapNode };

/** Components left to right as requests flow, with what passes between them in the window. */
export function ServiceMapView(): ReactNode {
  const { id } = useDrill();
  const window = useSteadyWindow();
  const { fromMs, toMs } = window;
  const { data, error, refetch } = useQuery({
    queryKey: ['map', id, fromMs, toMs],
    queryFn: ({ signal }) =>
      api.get<ServiceMap>(drillPath(id, `/map?fromMs=${Math.floor(fromMs)}&toMs=${Math.floor(toMs)}`), { signal }),
    placeholderData: (held) => held,
    gcTime: 60_000,
  });
  if (data === undefined)
    return error === null ? (
      <Waiting label="Loading the map" />
    ) : (
      <Failure title="The map could not be loaded." error={error} onRetry={() => void refetch()} />
    );
  if (data.nodes.length === 0)
    return (
      <Notice title={`No requests in ${formatWindow(fromMs, toMs)}.`}>Widen the window in the strip above.</Notice>
    );
  return <Drawn map={data} />;
}

function Drawn(props: { readonly map: ServiceMap }): ReactNode {
  const { map } = props;
  const [params] = useSearchParams();
  const edit = useParamsEdit();
  const chosen = params.get('service');
  const shape = JSON.stringify([map.nodes.map((node) => node.service), map.edges.map((edge) => [edge.from, edge.to])]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: numbers change at each refresh, places only with the shape.
  const places = useMemo(() => placeNodes(map), [shape]);
  const choose = (service: string): void =>
    edit((next) => put(next, 'service', next.get('service') === service ? null : service));
  const nodes = places.flatMap(({ service, x, y }): ComponentNode[] => {
    const node = map.nodes.find((known) => known.service === service);
    if (node === undefined) return [];
    return [
      {
        id: service,
        type: 'component',
        position: { x, y },
        width: nodeWidth,
        height: nodeHeight,
        sourcePosition: Position.Right,
        targetPosition: Position.Left,
        data: { node, chosen: service === chosen, onChoose: choose },
      },
    ];
  });
  const edges = map.edges.map(
    (edge): Edge => ({
      id: `${edge.from} ${edge.to}`,
      source: edge.from,
      target: edge.to,
      label: [
        formatValue(edge.requestsPerSecond, '/s'),
        ...(edge.errorRatio >= 0.01 ? [formatValue(edge.errorRatio, 'ratio')] : []),
      ].join('  '),
      className: edge.errorRatio >= 0.01 ? 'fd-map-bad' : '',
      labelShowBg: true,
    }),
  );
  return (
    <div className="fd-map">
      <div className="fd-map-scroll">
        <div className="fd-map-canvas">
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            panOnDrag={false}
            zoomOnScroll={false}
            zoomOnPinch={false}
            zoomOnDoubleClick={false}
            preventScrolling={false}
            minZoom={0.25}
            maxZoom={1.25}
            fitView
            fitViewOptions={{ padding: 0.06, maxZoom: 1.1 }}
            aria-label="Service map"
          >
            <Background color="var(--fd-line)" gap={24} />
          </ReactFlow>
        </div>
      </div>
      <p className="fd-dim fd-map-hint">
        {chosen === null
          ? 'Choose a component to filter every pane by it.'
          : `Every pane shows ${chosen}. Choose it again to see all.`}
      </p>
      <EdgeTable map={map} />
    </div>
  );
}
