import type { LockedHypothesis, Prediction } from '@firedrill/protocol';
import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useAsk } from '../../../components/useAsk.ts';
import { useDrill, useDrillCommands } from '../../../data/drill.tsx';
import { formatWindow } from '../../../model/format.ts';
import { queryText } from '../../../model/queryText.ts';
import { readingLabel } from '../../../model/readings.ts';

/** Did the predictions hold? And is there anything that contradicts them? */
export function Checks(props: { readonly locked: LockedHypothesis }): ReactNode {
  const { predictions } = props.locked.hypothesis;
  return (
    <div className="fd-stack">
      {predictions.length === 0 ? (
        <p className="fd-notebook-hint">The locked hypothesis predicts nothing, so nothing can be checked.</p>
      ) : (
        <ul className="fd-plain fd-stack">
          {predictions.map((prediction) => (
            <Check key={prediction.id} prediction={prediction} />
          ))}
        </ul>
      )}
      <Contradiction />
    </div>
  );
}

function Check(props: { readonly prediction: Prediction }): ReactNode {
  const { prediction } = props;
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const disabled = view.phase !== 'running';
  const check = view.checks.filter(({ predictionId }) => predictionId === prediction.id).at(-1);
  const judge = (verdict: 'held' | 'failed') => () =>
    void ask.run(() => commands.judgePrediction(prediction.id, verdict));
  return (
    <li className="fd-check">
      <div>{prediction.text}</div>
      <div className="fd-dim">
        expects <b>{readingLabel(prediction.outcome)}</b>
        {prediction.window ? ` in ${formatWindow(prediction.window.fromMs, prediction.window.toMs)}` : ''}:{' '}
        <span className="fd-mono">{queryText(prediction.query)}</span>
      </div>
      {check === undefined ? null : (
        <div>
          found <b>{readingLabel(check.foundReading)}</b>: {check.found}
        </div>
      )}
      <div className="fd-row fd-wrap">
        <Button
          variant="default"
          size="compact-xs"
          disabled={disabled}
          loading={ask.busy}
          onClick={() => void ask.run(() => commands.checkPrediction(prediction.id))}
        >
          {check === undefined ? 'Check it' : 'Check again'}
        </Button>
        {check === undefined ? null : check.verdict === undefined ? (
          <>
            <span className="fd-dim">It</span>
            <Button variant="light" size="compact-xs" disabled={disabled} onClick={judge('held')}>
              held
            </Button>
            <Button variant="light" size="compact-xs" disabled={disabled} onClick={judge('failed')}>
              failed
            </Button>
          </>
        ) : (
          <span>
            You say it <b>{check.verdict}</b>.
          </span>
        )}
      </div>
    </li>
  );
}

function Contradiction(): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const ask = useAsk();
  const [note, setNote] = useState('');
  const disabled = view.phase !== 'running';
  const said = view.contradiction;
  return (
    <div className="fd-stack fd-contradiction">
      <p className="fd-label">Last look: does anything contradict it?</p>
      {said === null ? (
        <p className="fd-dim">Ask once more for what would be different if you were wrong, then answer.</p>
      ) : (
        <p>
          {said.found ? 'Something contradicts it.' : 'Nothing found that contradicts it.'} {said.note}
        </p>
      )}
      <Textarea
        aria-label="What you looked at"
        placeholder="What you looked at"
        value={note}
        maxLength={2000}
        autosize
        minRows={1}
        disabled={disabled}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="fd-row">
        {[false, true].map((found) => (
          <Button
            key={String(found)}
            variant="default"
            size="compact-xs"
            disabled={disabled || ask.busy}
            onClick={() =>
              void ask.run(() => commands.contradiction(found, note.trim())).then((done) => done && setNote(''))
            }
          >
            {found ? 'Something contradicts it' : 'I looked, nothing does'}
          </Button>
        ))}
      </div>
    </div>
  );
}
