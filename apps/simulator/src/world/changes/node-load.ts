import type { Make } from './index.ts';

export const loadNode: Make<'node-load'> = ({ node, factor }, { cluster }) => {
  cluster.slowDown(node, factor);
  return () => cluster.slowDown(node, 1);
};
