import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorText } from '../data/errors.ts';
import { Notice } from './Notice.tsx';

/** A call that was refused or got no answer. */
export function Failure(props: {
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}): ReactNode {
  const retry = props.onRetry;
  return (
    <Notice
      tone="bad"
      title={props.title}
      action={
        retry ? (
          <Button variant="default" onClick={() => retry()}>
            Try again
          </Button>
        ) : undefined
      }
    >
      {errorText(props.error)}
    </Notice>
  );
}
