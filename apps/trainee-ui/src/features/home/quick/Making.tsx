import type { QuickMaking } from '@firedrill/protocol';
import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';

export function Making(props: { readonly making: QuickMaking }): ReactNode {
  const { doing, share } = props.making;
  const percent = Math.round(100 * share);
  return (
    <div className="fd-stack fd-quick-making">
      <Progress value={percent} size="sm" aria-label="Making the quick drill" />
      <p className="fd-dim" role="status" style={{ margin: 0 }}>
        {doing} ({percent} %). About a minute in all; leave this page open.
      </p>
    </div>
  );
}
