import { ActionIcon } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { CloseIcon } from '../../../components/icons.tsx';
import { ApiError, errorText } from '../../../data/errors.ts';
import { Editor } from './Editor.tsx';

/** One query: its letter, its editor, and what the server says against it, where. */
export function QueryRow(props: {
  readonly letter: string;
  readonly expr: string;
  readonly error: Error | null;
  readonly removable: boolean;
  onRun(expr: string): void;
  onRemove(): void;
}): ReactNode {
  const { error, letter } = props;
  const from = error instanceof ApiError ? error.from : undefined;
  const to = error instanceof ApiError ? error.to : undefined;
  const problem = useMemo(() => (from === undefined ? null : { from, to: to ?? from + 1 }), [from, to]);
  const expected = error instanceof ApiError && error.expected !== undefined ? ` Expected ${error.expected}.` : '';
  return (
    <div className="fd-query-row">
      <span className="fd-query-letter" aria-hidden="true">
        {letter}
      </span>
      <div className="fd-grow">
        <Editor label={`Query ${letter}`} expr={props.expr} problem={problem} onRun={props.onRun} />
        {error === null ? null : (
          <p className="fd-bad fd-query-problem" role="alert">
            {from === undefined ? '' : `At character ${from + 1}: `}
            {errorText(error)}
            {expected}
          </p>
        )}
      </div>
      {props.removable ? (
        <ActionIcon variant="subtle" aria-label={`Remove query ${letter}`} onClick={props.onRemove}>
          <CloseIcon />
        </ActionIcon>
      ) : null}
    </div>
  );
}
