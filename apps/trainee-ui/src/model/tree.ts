import type { CodeEntry } from '@firedrill/protocol';

export interface TreeNode {
  readonly name: string;
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly children: readonly TreeNode[];
}

interface Growing {
  readonly name: string;
  readonly path: string;
  kind: 'file' | 'folder';
  readonly children: Map<string, Growing>;
}

const sorted = (node: Growing): TreeNode => ({
  name: node.name,
  path: node.path,
  kind: node.kind,
  children: [...node.children.values()]
    .map(sorted)
    .sort((a, b) => (a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind === 'folder' ? -1 : 1)),
});

/** Paths as a tree: folders first, both by name. */
export function treeOf(entries: readonly CodeEntry[]): readonly TreeNode[] {
  const root: Growing = { name: '', path: '', kind: 'folder', children: new Map() };
  for (const entry of entries) {
    let at = root;
    const parts = entry.path.split('/');
    for (const [index, name] of parts.entries()) {
      const path = parts.slice(0, index + 1).join('/');
      const kind = index === parts.length - 1 ? entry.kind : 'folder';
      const next = at.children.get(name) ?? { name, path, kind, children: new Map() };
      at.children.set(name, next);
      at = next;
    }
  }
  return sorted(root).children;
}
