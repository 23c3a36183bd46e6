import type { ReactNode } from 'react';

export function Lobby(): ReactNode {
  return null;
}
