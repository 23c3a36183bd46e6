import { type ActionTaken, actionText } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { Failure } from '../../../components/Failure.tsx';
import { Waiting } from '../../../components/Waiting.tsx';
import { useActionChoices } from '../../../data/actions.ts';
import { useDrill } from '../../../data/drill.tsx';
import { formatTime } from '../../../model/format.ts';
import { useChanges } from '../../changes/data.ts';
import { ActionForm } from './ActionForm.tsx';
import { type Progress, progressOf } from './progress.ts';

const stateText: Readonly<Record<Progress['state'], string>> = {
  asked: 'asked for',
  running: 'running',
  done: 'done',
  failed: 'did not go through',
};

/** While something runs, the feed is looked at more often. */
const followMs = 3_000;

function Taken(props: { readonly taken: ActionTaken; readonly progress: Progress }): ReactNode {
  const { taken, progress } = props;
  return (
    <li className="fd-item">
      <span className="fd-timeline-time">{formatTime(taken.incidentMs)}</span>
      <div className="fd-grow">
        {actionText(taken.action)}{' '}
        <b className={progress.state === 'failed' ? 'fd-bad' : undefined}>{stateText[progress.state]}</b>
        <div className="fd-dim">
          by {taken.author}
          {progress.message === '' ? '' : `: ${progress.message}`}
        </div>
      </div>
    </li>
  );
}

/** What was done to the system, how far it is, and the form to do more. */
export function Actions(): ReactNode {
  const { actions, phase } = useDrill();
  const { changes } = useChanges();
  const progress = actions.map(({ operation }) => progressOf(operation, changes));
  const isUnderWay = progress.some(({ state }) => state === 'asked' || state === 'running');
  useChanges(isUnderWay ? followMs : undefined);
  const choices = useActionChoices(phase === 'running');
  return (
    <div className="fd-stack">
      {actions.length === 0 ? (
        <p className="fd-notebook-hint">Nothing done yet. You may act at any time; it really happens.</p>
      ) : (
        <ul className="fd-plain fd-stack" aria-live="polite">
          {actions.map((taken, index) => (
            <Taken key={taken.seq} taken={taken} progress={progress[index] ?? { state: 'asked', message: '' }} />
          ))}
        </ul>
      )}
      {phase !== 'running' ? null : choices.data ? (
        <ActionForm choices={choices.data} />
      ) : choices.error ? (
        <Failure
          title="What can be done could not be loaded."
          error={choices.error}
          onRetry={() => void choices.refetch()}
        />
      ) : (
        <Waiting label="Loading what can be done" lines={2} />
      )}
    </div>
  );
}
