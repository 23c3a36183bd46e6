import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Notice } from './Notice.tsx';

interface Props {
  readonly children: ReactNode;
  readonly what: string;
}

/** Keeps one broken part from taking the rest of the screen with it. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <Notice
        tone="bad"
        title={`${this.props.what} could not be shown.`}
        action={
          <Button variant="default" onClick={() => this.setState({ error: null })}>
            Show it again
          </Button>
        }
      >
        {this.state.error.message}
      </Notice>
    );
  }
}
