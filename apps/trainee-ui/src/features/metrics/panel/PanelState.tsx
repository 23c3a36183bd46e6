import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorText } from '../../../data/errors.ts';

/** What stands where a chart will be, at the chart's height. */
export function PanelState(props: {
  readonly height: number;
  readonly loaded: boolean;
  readonly error: Error | null;
  onRetry(): void;
}): ReactNode {
  const { error } = props;
  return (
    <div className="fd-panel-state" style={{ height: props.height }}>
      {error !== null ? (
        <>
          <p className="fd-bad" role="alert">
            {errorText(error)}
          </p>
          <Button variant="default" onClick={props.onRetry}>
            Try again
          </Button>
        </>
      ) : props.loaded ? (
        <p className="fd-dim">No series in this window. Widen it, or choose another service.</p>
      ) : (
        <div className="fd-late" style={{ width: '100%' }}>
          <Skeleton height={props.height - 32} />
        </div>
      )}
    </div>
  );
}
