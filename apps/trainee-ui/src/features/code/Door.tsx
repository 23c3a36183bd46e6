import type { Missing } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { LockIcon } from '../../components/icons.tsx';
import { useAsk } from '../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../data/drill.tsx';
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

/** In open mode: asked once, before a complete hypothesis is locked. */
export function EarlyDoor(): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const [params] = useSearchParams();
  return (
    <div className="fd-door">
      <LockIcon size={28} />
      <h2>No complete hypothesis is locked yet</h2>
      <p>In this mode the door is open. Reading code first costs points for order.</p>
      <div className="fd-row fd-wrap">
        <Button variant="default" loading={ask.busy} onClick={() => void ask.run(() => commands.enterEarly())}>
          Open the code anyway
        </Button>
        <Button component={Link} to={panePath(view.id, 'metrics', params)}>
          Look at metrics first
        </Button>
      </div>
    </div>
  );
}
