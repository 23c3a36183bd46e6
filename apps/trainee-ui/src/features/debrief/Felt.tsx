import type { Debrief } from '@firedrill/protocol';
import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useAsk } from '../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../data/drill.tsx';

/** Before anything is judged: how was it? In one's own words, for the team, and never scored. */
export function Felt(props: {
  readonly felt: Debrief['felt'];
  /** Absent: it was told or skipped already. */
  readonly onSkip?: () => void;
}): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const client = useQueryClient();
  const ask = useAsk();
  const [text, setText] = useState('');
  const tell = async (): Promise<void> => {
    if (!(await ask.run(() => commands.felt(text.trim())))) return;
    setText('');
    await client.invalidateQueries({ queryKey: ['debrief', view.id] });
  };
  return (
    <div className="fd-stack">
      <ul className="fd-plain">
        {props.felt.map(({ seq, author, text: said }) => (
          <li key={seq}>
            <b>{author}</b> <span className="fd-debrief-body">{said}</span>
          </li>
        ))}
      </ul>
      <Textarea
        label="When were you sure, when were you lost, and what did you want to do first?"
        value={text}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="fd-row fd-wrap">
        <Button variant="default" disabled={text.trim() === ''} loading={ask.busy} onClick={() => void tell()}>
          Tell the team
        </Button>
        {props.onSkip === undefined ? null : (
          <>
            <Button variant="subtle" onClick={props.onSkip}>
              Skip
            </Button>
            <span className="fd-dim">The points are shown after that.</span>
          </>
        )}
      </div>
    </div>
  );
}
