import type { Seat } from '@firedrill/protocol';
import { Button, CopyButton } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';

/** The drill is there: how others join, and the way into its lobby. */
export function Made(props: {
  readonly seat: Seat;
  readonly joinCode: string;
  readonly onAnother: () => void;
}): ReactNode {
  const { seat, joinCode, onAnother } = props;
  const navigate = useNavigate();
  const lobby = useRef<HTMLButtonElement>(null);
  useEffect(() => lobby.current?.focus(), []);
  const link = `${window.location.origin}/join/${joinCode}`;
  return (
    <div className="fd-stack fd-quick-making">
      <p role="status" style={{ margin: 0 }}>
        It is there. Others join with
      </p>
      <p className="fd-quick-code">{joinCode}</p>
      <div className="fd-row fd-wrap">
        <span className="fd-mono fd-quick-link">{link}</span>
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy link'}
            </Button>
          )}
        </CopyButton>
      </div>
      <div className="fd-row fd-wrap">
        <Button ref={lobby} size="sm" onClick={() => void navigate(`/drill/${encodeURIComponent(seat.drillId)}`)}>
          Open the lobby
        </Button>
        <Button size="sm" variant="default" onClick={onAnother}>
          Make another
        </Button>
      </div>
    </div>
  );
}
