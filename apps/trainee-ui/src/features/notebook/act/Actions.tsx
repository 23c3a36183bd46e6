import type { ActionTaken } from '@firedrill/protocol';
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Confirm } from '../../../components/Confirm.tsx';
import { useAsk } from '../../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../../data/drill.tsx';
import { formatTime } from '../../../model/format.ts';
import { actionFrom, blankAction } from './actionFrom.ts';
import { actionText, deployables, verbs } from './verbs.ts';

const statusText: Readonly<Record<ActionTaken['status'], string>> = {
  requested: 'under way',
  applied: 'done',
  refused: 'refused',
};

/** What was done to the system, and the form to do more. */
export function Actions(): ReactNode {
  const view = useDrill();
  return (
    <div className="fd-stack">
      {view.actions.length === 0 ? (
        <p className="fd-notebook-hint">Nothing done yet. You may act at any time; it really happens.</p>
      ) : (
        <ul className="fd-plain fd-stack">
          {view.actions.map((taken) => (
            <li key={taken.seq} className="fd-item">
              <span className="fd-timeline-time">{formatTime(taken.incidentMs)}</span>
              <div className="fd-grow">
                {actionText(taken.action)}{' '}
                <b className={taken.status === 'refused' ? 'fd-bad' : undefined}>{statusText[taken.status]}</b>
                <div className="fd-dim">
                  by {taken.author}
                  {taken.message === '' ? '' : `: ${taken.message}`}
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
      {view.phase === 'running' ? <ActionForm /> : null}
    </div>
  );
}

function ActionForm(): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const [fields, setFields] = useState(blankAction);
  const [asking, setAsking] = useState(false);
  const action = actionFrom(fields);
  const paused = view.clock.speed === 0;
  const act = async (): Promise<void> => {
    if (action === null || !(await ask.run(() => commands.act(action)))) return;
    setAsking(false);
    setFields(blankAction);
  };
  return (
    <form
      className="fd-stack fd-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (action !== null) setAsking(true);
      }}
    >
      <Select
        label="Do"
        placeholder="choose"
        data={verbs.map(({ value, label }) => ({ value, label }))}
        value={fields.verb}
        description={verbs.find(({ value }) => value === fields.verb)?.help}
        onChange={(value) => setFields({ ...fields, verb: verbs.find((verb) => verb.value === value)?.value ?? null })}
      />
      {fields.verb === 'revert' ? (
        <TextInput
          label="Commit"
          placeholder="7 to 40 hex characters"
          value={fields.commit}
          maxLength={40}
          spellCheck={false}
          onChange={(event) => setFields({ ...fields, commit: event.target.value })}
        />
      ) : fields.verb === null ? null : (
        <Select
          label="Service"
          placeholder="choose"
          data={[...deployables]}
          value={fields.service}
          onChange={(service) => setFields({ ...fields, service })}
        />
      )}
      {fields.verb === 'roll-back' ? (
        <TextInput
          label="To version (empty: the one before)"
          value={fields.toVersion}
          maxLength={100}
          spellCheck={false}
          onChange={(event) => setFields({ ...fields, toVersion: event.target.value })}
        />
      ) : null}
      {fields.verb === 'scale' ? (
        <NumberInput
          label="Pods"
          min={0}
          max={20}
          allowDecimal={false}
          value={fields.replicas ?? ''}
          onChange={(value) => setFields({ ...fields, replicas: typeof value === 'number' ? value : null })}
        />
      ) : null}
      <div className="fd-row">
        <Button type="submit" disabled={action === null || paused}>
          Do it ...
        </Button>
        {paused ? <span className="fd-dim">The clocks are paused. Go on to act.</span> : null}
      </div>
      <Confirm
        opened={asking && action !== null}
        title="Act on the system"
        confirmLabel="Do it"
        busy={ask.busy}
        onConfirm={() => void act()}
        onClose={() => setAsking(false)}
      >
        {action === null ? null : (
          <p>
            You are about to <b>{actionText(action)}</b>. It really happens to the shop, and customers feel it.
          </p>
        )}
      </Confirm>
    </form>
  );
}
