import type { ReactNode } from 'react';

export function Home(_props: { readonly joining?: boolean }): ReactNode {
  return null;
}
