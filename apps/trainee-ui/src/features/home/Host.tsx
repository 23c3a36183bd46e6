import type { ReactNode } from 'react';

export function Host(): ReactNode {
  return null;
}
