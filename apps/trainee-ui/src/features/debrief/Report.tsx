import { components, type Debrief, mechanisms } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { useDrill } from '../../data/drill.tsx';
import { formatTimeUtc, significant } from '../../model/format.ts';
import { ActionVerdicts } from './ActionVerdicts.tsx';
import { Commit } from './Commit.tsx';
import { Gates } from './Gates.tsx';
import { Habits } from './Habits.tsx';
import { PinVerdicts } from './PinVerdicts.tsx';
import { Replay } from './Replay.tsx';
import { ScoreTable } from './ScoreTable.tsx';
import { Story } from './Story.tsx';

const labelOf = (items: readonly { readonly id: string; readonly label: string }[], id: string): string =>
  items.find((item) => item.id === id)?.label ?? id;

/** Read from top to bottom, alone or on a projector. */
export function Report(props: { readonly debrief: Debrief }): ReactNode {
  const { debrief } = props;
  const view = useDrill();
  const { truth } = debrief;
  return (
    <article className="fd-debrief">
      <header>
        <div>
          <h2>{debrief.title}</h2>
          <p className="fd-dim">
            {view.teamName}: {view.members.map((member) => member.name).join(', ')}
          </p>
        </div>
        <p className="fd-total">
          <b>{significant(debrief.total)}</b> of {significant(debrief.max)} points
        </p>
      </header>
      <section aria-labelledby="truth-title">
        <h3 id="truth-title">What happened</h3>
        <p className="fd-debrief-text">{truth.summary}</p>
        <dl className="fd-truth">
          <div>
            <dt>Began</dt>
            <dd>{formatTimeUtc(truth.onsetMs)}</dd>
          </div>
          <div>
            <dt>Component</dt>
            <dd>{labelOf(components, truth.component)}</dd>
          </div>
          <div>
            <dt>Mechanism</dt>
            <dd>{labelOf(mechanisms, truth.mechanism)}</dd>
          </div>
        </dl>
      </section>
      <section aria-labelledby="replay-title">
        <h3 id="replay-title">The incident, and where you looked</h3>
        <Replay debrief={debrief} />
      </section>
      <section aria-labelledby="story-title">
        <h3 id="story-title">The true story beside yours</h3>
        <Story debrief={debrief} />
      </section>
      <section aria-labelledby="pins-title">
        <h3 id="pins-title">Your evidence</h3>
        <PinVerdicts verdicts={debrief.pins} pins={view.pins} />
      </section>
      <section aria-labelledby="actions-title">
        <h3 id="actions-title">What you did to the system</h3>
        <ActionVerdicts actions={debrief.actions} />
      </section>
      <section aria-labelledby="score-title">
        <h3 id="score-title">Points, and why</h3>
        <Gates debrief={debrief} />
        <ScoreTable debrief={debrief} />
      </section>
      <section aria-labelledby="habits-title">
        <h3 id="habits-title">How you worked</h3>
        <Habits debrief={debrief} />
      </section>
      {debrief.commit === null ? null : (
        <section aria-labelledby="commit-title">
          <h3 id="commit-title">The change</h3>
          <Commit commit={debrief.commit} />
        </section>
      )}
      <section aria-labelledby="lesson-title">
        <h3 id="lesson-title">To take along</h3>
        <p className="fd-debrief-text fd-lesson">{truth.lesson}</p>
        <p className="fd-debrief-text">
          <b>Next time:</b> {debrief.habit.text}
        </p>
      </section>
    </article>
  );
}
