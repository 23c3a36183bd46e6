import { hintCost } from '@firedrill/protocol';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Confirm } from '../../components/Confirm.tsx';
import { useAsk } from '../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../data/drill.tsx';

/** Help, from vague to plain, one after the other. Each costs points, and says so first. */
export function Hints(): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const [asking, setAsking] = useState(false);
  const { hints, nextHint } = view;
  const take = async (): Promise<void> => {
    if (await ask.run(() => commands.hint(hints.length + 1))) setAsking(false);
  };
  return (
    <div className="fd-stack">
      {hints.length === 0 ? (
        <p className="fd-dim">Stuck? A hint gets you going again. It costs points; getting stuck costs the evening.</p>
      ) : (
        <ol className="fd-hints">
          {hints.map(({ seq, text, level, author }) => (
            <li key={seq}>
              {text}{' '}
              <span className="fd-dim">
                ({author} asked, -{hintCost[level]} points)
              </span>
            </li>
          ))}
        </ol>
      )}
      {nextHint === null ? (
        <p className="fd-dim">
          {hints.length === 0 ? 'This drill has no hints.' : 'There are no more hints than these.'}
        </p>
      ) : (
        <Button
          style={{ alignSelf: 'flex-start' }}
          variant="default"
          disabled={view.phase !== 'running'}
          onClick={() => setAsking(true)}
        >
          {hints.length === 0 ? 'Ask for a hint' : 'Ask for the next hint'} (-{hintCost[nextHint]} points) ...
        </Button>
      )}
      <Confirm
        opened={asking}
        title="Ask for a hint"
        confirmLabel={`Show it, for ${nextHint === null ? 0 : hintCost[nextHint]} points`}
        busy={ask.busy}
        onConfirm={() => void take()}
        onClose={() => setAsking(false)}
      >
        <p>
          The whole team sees it. What it gives away counts half afterwards
          {nextHint === 3 ? ', and the drill counts as assisted' : ''}.
        </p>
      </Confirm>
    </div>
  );
}
