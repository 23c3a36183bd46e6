import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';

/** Grey lines in the place of what is being loaded; they show only after 150 ms. */
export function Waiting(props: { readonly label: string; readonly lines?: number }): ReactNode {
  const widths = ['70%', '92%', '84%', '60%', '88%', '76%'];
  return (
    <div className="fd-late fd-stack" role="status" aria-label={props.label} style={{ padding: 16 }}>
      {widths.slice(0, props.lines ?? 4).map((width) => (
        <Skeleton key={width} height={12} width={width} />
      ))}
    </div>
  );
}
