import type { ReactNode } from 'react';
export function Explore(): ReactNode {
  return null;
}
