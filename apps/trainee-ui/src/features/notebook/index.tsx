import type { ReactNode } from 'react';

export function Notebook(): ReactNode {
  return null;
}
