import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Confirm } from '../../../components/Confirm.tsx';
import { useAsk } from '../../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../../data/drill.tsx';
import { formatTimeUtc } from '../../../model/format.ts';
import { panePath } from '../../../model/links.ts';

/** The answer, the recovery, and the end. */
export function Finish(): ReactNode {
  const view = useDrill();
  const [params] = useSearchParams();
  if (view.phase === 'ended')
    return (
      <p>
        The drill has ended. <Link to={panePath(view.id, 'debrief', params)}>Read the debrief</Link>
      </p>
    );
  return (
    <div className="fd-stack">
      <Submit />
      <Recovery />
      <End />
    </div>
  );
}

function Submit(): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const [asking, setAsking] = useState(false);
  const locked = view.locked.at(-1);
  const last = view.submissions.at(-1);
  const submit = async (): Promise<void> => {
    if (await ask.run(() => commands.submit())) setAsking(false);
  };
  return (
    <div className="fd-stack">
      <p className="fd-label">Root cause</p>
      <p className="fd-dim">
        {last === undefined
          ? locked === undefined
            ? 'Lock a hypothesis first; the newest locked one is your answer.'
            : `Version ${locked.version} would be your answer.`
          : `Submitted at ${formatTimeUtc(last.incidentMs)} by ${last.author}. You may revise ${view.submissionsLeft} more times; the debrief tells.`}
      </p>
      <Button
        style={{ alignSelf: 'flex-start' }}
        variant="default"
        disabled={locked === undefined || view.submissionsLeft <= 0 || view.phase !== 'running'}
        onClick={() => setAsking(true)}
      >
        Submit root cause ...
      </Button>
      <Confirm
        opened={asking}
        title="Submit the root cause"
        confirmLabel={`Submit version ${locked?.version ?? ''}`}
        busy={ask.busy}
        onConfirm={() => void submit()}
        onClose={() => setAsking(false)}
      >
        <p>
          The newest locked hypothesis becomes your answer. You get no verdict now, and later answers count for less.
        </p>
      </Confirm>
    </div>
  );
}

function Recovery(): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const [note, setNote] = useState('');
  return (
    <div className="fd-stack">
      <p className="fd-label">Recovery</p>
      {view.recovery === null ? (
        <p className="fd-dim">Did it help? Look at what the page complained about, then say so.</p>
      ) : (
        <p>
          Verified at {formatTimeUtc(view.recovery.incidentMs)}. {view.recovery.note}
        </p>
      )}
      <Textarea
        aria-label="What shows that it recovered"
        placeholder="What shows that it recovered"
        value={note}
        maxLength={2000}
        autosize
        minRows={1}
        disabled={view.phase !== 'running'}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button
        style={{ alignSelf: 'flex-start' }}
        variant="default"
        disabled={view.phase !== 'running'}
        loading={ask.busy}
        onClick={() => void ask.run(() => commands.verifyRecovery(note.trim())).then((done) => done && setNote(''))}
      >
        Recovery verified
      </Button>
    </div>
  );
}

function End(): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [asking, setAsking] = useState(false);
  const open: readonly string[] = [
    ...(view.submissions.length === 0 ? ['no root cause was submitted'] : []),
    ...(view.recovery === null ? ['the recovery was not verified'] : []),
  ];
  const end = async (): Promise<void> => {
    if (!(await ask.run(() => commands.end()))) return;
    setAsking(false);
    void navigate(panePath(view.id, 'debrief', params));
  };
  return (
    <div className="fd-stack">
      <p className="fd-label">End</p>
      <Button style={{ alignSelf: 'flex-start' }} variant="default" onClick={() => setAsking(true)}>
        End the drill ...
      </Button>
      <Confirm
        opened={asking}
        title="End the drill"
        confirmLabel="End the drill"
        busy={ask.busy}
        onConfirm={() => void end()}
        onClose={() => setAsking(false)}
      >
        <p>It ends for the whole team, and the debrief opens. Nothing can be changed after that.</p>
        {open.length > 0 ? <p>Still open: {open.join(', ')}.</p> : null}
      </Confirm>
    </div>
  );
}
