import { type ReactNode, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../components/Failure.tsx';
import { ChevronIcon, FileIcon } from '../../components/icons.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useTree } from '../../data/code.ts';
import { type TreeNode, treeOf } from '../../model/tree.ts';
import { useCodePlace } from './place.ts';

export function FileTree(): ReactNode {
  const tree = useTree();
  const nodes = useMemo(() => treeOf(tree.data ?? []), [tree.data]);
  if (tree.isPending) return <Waiting label="Loading the files" />;
  if (tree.isError)
    return <Failure title="The files could not be listed." error={tree.error} onRetry={() => void tree.refetch()} />;
  return (
    <nav aria-label="Files" className="fd-tree">
      <Branch nodes={nodes} depth={0} />
    </nav>
  );
}

function Branch(props: { readonly nodes: readonly TreeNode[]; readonly depth: number }): ReactNode {
  return (
    <ul className="fd-plain">
      {props.nodes.map((node) => (
        <li key={node.path}>
          {node.kind === 'folder' ? (
            <Folder node={node} depth={props.depth} />
          ) : (
            <FileLink node={node} depth={props.depth} />
          )}
        </li>
      ))}
    </ul>
  );
}

const indent = (depth: number) => ({ paddingLeft: 8 + depth * 12 });

function Folder(props: { readonly node: TreeNode; readonly depth: number }): ReactNode {
  const { place } = useCodePlace();
  const { node, depth } = props;
  const [open, setOpen] = useState(depth === 0 || place.file?.startsWith(`${node.path}/`) === true);
  return (
    <>
      <button
        type="button"
        className="fd-tree-entry"
        style={indent(depth)}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="fd-section-mark" data-open={open}>
          <ChevronIcon size={10} />
        </span>
        {node.name}
      </button>
      {open ? <Branch nodes={node.children} depth={depth + 1} /> : null}
    </>
  );
}

function FileLink(props: { readonly node: TreeNode; readonly depth: number }): ReactNode {
  const { place, to } = useCodePlace();
  const here = place.file === props.node.path;
  return (
    <Link
      className="fd-tree-entry"
      style={indent(props.depth)}
      aria-current={here ? 'page' : undefined}
      to={to({ file: props.node.path, line: null, commit: null })}
    >
      <FileIcon size={10} />
      <span className="fd-truncate">{props.node.name}</span>
    </Link>
  );
}
