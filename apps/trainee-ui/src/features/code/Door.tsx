import type { Missing } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { LockIcon } from '../../components/icons.tsx';
import { useAsk } from '../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../data/drill.tsx';
import { panePath } from '../../model/links.ts';
import { missingText } from '../../model/missing.ts';

/** Where else the shop can be looked at. */
function Elsewhere(props: { readonly before: string }): ReactNode {
  const view = useDrill();
  const [params] = useSearchParams();
  return (
    <p className="fd-dim">
      {props.before} <Link to={panePath(view.id, 'metrics', params)}>metrics</Link>,{' '}
      <Link to={panePath(view.id, 'logs', params)}>logs</Link>,{' '}
      <Link to={panePath(view.id, 'traces', params)}>traces</Link> and{' '}
      <Link to={panePath(view.id, 'changes', params)}>changes</Link> say how the shop behaves.
    </p>
  );
}

/** Says which kinds of things are missing, never which evidence. */
export function ShutDoor(props: { readonly missing: readonly Missing[] }): ReactNode {
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
      <Elsewhere before="Until then:" />
    </div>
  );
}

/** In open mode: asked once, before a complete hypothesis is locked. */
export function EarlyDoor(): ReactNode {
  const commands = useDrillCommands();
  const ask = useAsk();
  return (
    <div className="fd-door">
      <LockIcon size={28} />
      <h2>No complete hypothesis is locked yet</h2>
      <p>In this mode the door is open. Reading code first costs points for order.</p>
      <Button variant="default" loading={ask.busy} onClick={() => void ask.run(() => commands.enterEarly())}>
        Open the code anyway
      </Button>
      <Elsewhere before="Or first:" />
    </div>
  );
}
