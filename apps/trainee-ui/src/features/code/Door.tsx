import type { Missing } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { LockIcon } from '../../components/icons.tsx';
import { useDrill } from '../../data/drill.tsx';
import { panePath } from '../../model/links.ts';
import { missingText } from '../../model/missing.ts';

/** Says which kinds of things are missing, never which evidence. */
export function ShutDoor(props: { readonly missing: readonly Missing[] }): ReactNode {
  const view = useDrill();
  const [params] = useSearchParams();
  return (
    <div className="fd-door">
      <LockIcon size={28} />
      <h2>The code is behind a hypothesis</h2>
      {props.missing.length === 0 ? (
        <p>Your hypothesis is complete. Lock it in the notebook, and this opens.</p>
      ) : (
        <>
          <p>It opens when your team locks a complete one. Still missing:</p>
          <ul>
            {props.missing.map((kind) => (
              <li key={kind}>{missingText[kind]}</li>
            ))}
          </ul>
        </>
      )}
      <p className="fd-dim">
        Until then: <Link to={panePath(view.id, 'metrics', params)}>metrics</Link>,{' '}
        <Link to={panePath(view.id, 'logs', params)}>logs</Link>,{' '}
        <Link to={panePath(view.id, 'traces', params)}>traces</Link> and{' '}
        <Link to={panePath(view.id, 'changes', params)}>changes</Link> say how the shop behaves.
      </p>
    </div>
  );
}

/** In open mode: asked once, before anything is locked. */
export function EarlyDoor(props: { readonly onOpen: () => void }): ReactNode {
  return (
    <div className="fd-door">
      <LockIcon size={28} />
      <h2>No hypothesis is locked yet</h2>
      <p>You may go in. What you read now counts as looking at code before data, and costs points in the debrief.</p>
      <Button variant="default" onClick={props.onOpen}>
        Open the code anyway
      </Button>
    </div>
  );
}
