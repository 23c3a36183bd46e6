import { expect, it } from 'vitest';
import { type TreeNode, treeOf } from './tree.ts';

const shown = (nodes: readonly TreeNode[]): unknown => nodes.map((n) => [n.path, n.kind, shown(n.children)]);

it('makes folders of paths, folders first, whether folders are listed or not', () => {
  const files = ['README.md', 'src/b.ts', 'src/a/c.ts'].map((path) => ({ path, kind: 'file' }) as const);
  const tree = [
    [
      'src',
      'folder',
      [
        ['src/a', 'folder', [['src/a/c.ts', 'file', []]]],
        ['src/b.ts', 'file', []],
      ],
    ],
    ['README.md', 'file', []],
  ];
  expect(shown(treeOf(files))).toEqual(tree);
  expect(shown(treeOf([{ path: 'src/a', kind: 'folder' }, { path: 'src', kind: 'folder' }, ...files]))).toEqual(tree);
});
