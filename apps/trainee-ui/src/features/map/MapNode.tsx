import type { ServiceMapNode } from '@firedrill/protocol';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import type { ReactNode } from 'react';
import { formatDuration, formatValue } from '../../model/format.ts';

export type ComponentNode = Node<
  { readonly node: ServiceMapNode; readonly chosen: boolean; readonly onChoose: (service: string) => void },
  'component'
>;

/** One component: what comes in, what fails, how long it takes. */
export function MapNode(props: NodeProps<ComponentNode>): ReactNode {
  const { node, chosen, onChoose } = props.data;
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className="fd-map-node nodrag nopan"
        aria-pressed={chosen}
        onClick={() => onChoose(node.service)}
      >
        <span className="fd-map-name fd-truncate">{node.service}</span>
        <span className="fd-map-numbers">
          <span>{formatValue(node.requestsPerSecond, '/s')}</span>
          <span>p95 {node.p95Ms === null ? '-' : formatDuration(node.p95Ms)}</span>
        </span>
        <span className="fd-map-numbers">
          <span className={node.errorRatio >= 0.01 ? 'fd-bad' : ''}>
            {formatValue(node.errorRatio, 'ratio')} errors
          </span>
          <span className="fd-dim">{node.kind}</span>
        </span>
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}
