import type { ReactNode } from 'react';

export function TimeStrip(): ReactNode {
  return null;
}
