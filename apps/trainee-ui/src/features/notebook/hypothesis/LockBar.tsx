import type { Missing } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { LockIcon } from '../../../components/icons.tsx';
import { useAsk } from '../../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../../data/drill.tsx';
import { sameDraft } from '../../../model/draft.ts';
import { missingText } from '../../../model/missing.ts';
import type { SharedDraft } from './useDraft.ts';

/** Locks the draft as a version, and says which kinds of things a complete one still lacks. */
export function LockBar(props: {
  readonly shared: SharedDraft;
  readonly missing: readonly Missing[];
  readonly disabled: boolean;
}): ReactNode {
  const { shared, missing, disabled } = props;
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const last = view.locked.at(-1);
  const unchanged = last !== undefined && sameDraft(last.hypothesis, shared.draft);
  const lock = (): Promise<boolean> =>
    ask.run(async () => {
      await shared.flush();
      await commands.lock();
    });
  return (
    <div className="fd-lockbar">
      {missing.length > 0 ? (
        <div>
          <span className="fd-dim">A complete hypothesis still needs</span>
          <ul className="fd-missing">
            {missing.map((kind) => (
              <li key={kind}>{missingText[kind]}</li>
            ))}
          </ul>
        </div>
      ) : (
        <p className="fd-dim">It is complete. Lock it when you stand by it; you can lock a better one later.</p>
      )}
      <div className="fd-row">
        <Button
          variant={missing.length === 0 ? 'filled' : 'default'}
          leftSection={<LockIcon size={12} />}
          disabled={disabled || unchanged}
          loading={ask.busy}
          onClick={() => void lock()}
        >
          {missing.length === 0 ? 'Lock hypothesis' : 'Lock as it is'}
        </Button>
        <span className="fd-dim" role="status">
          {shared.problem !== null ? (
            <span className="fd-bad">{shared.problem}</span>
          ) : unchanged ? (
            `Version ${last.version} is locked.`
          ) : shared.saved ? (
            'Saved for the team.'
          ) : (
            'Saving ...'
          )}
        </span>
      </div>
    </div>
  );
}
