import type { CommitDetail } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { DiffView } from '../../components/DiffView.tsx';
import { formatDateTime } from '../../model/format.ts';

/** The commit behind it; the diff shows when asked for, so that a room can guess first. */
export function Commit(props: { readonly commit: CommitDetail }): ReactNode {
  const { commit } = props;
  const [shown, setShown] = useState(false);
  return (
    <>
      <p>
        <b>{commit.subject}</b>
        <br />
        <span className="fd-dim">
          <code>{commit.sha.slice(0, 12)}</code> {commit.author}, {formatDateTime(commit.timeMs)}
        </span>
      </p>
      {shown ? (
        <>
          {commit.body.trim() === '' ? null : <p className="fd-debrief-body">{commit.body.trim()}</p>}
          <DiffView diff={commit.diff} />
        </>
      ) : (
        <Button variant="default" onClick={() => setShown(true)}>
          Show the diff
        </Button>
      )}
    </>
  );
}
