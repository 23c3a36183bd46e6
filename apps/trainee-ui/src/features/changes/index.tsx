import type { ReactNode } from 'react';

export function Pane(): ReactNode {
  return null;
}
