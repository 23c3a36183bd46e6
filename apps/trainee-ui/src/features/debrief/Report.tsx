import { components, type Debrief, mechanisms } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { useDrill } from '../../data/drill.tsx';
import { formatTimeUtc, significant } from '../../model/format.ts';
import { ActionVerdicts } from './ActionVerdicts.tsx';
import { Commit } from './Commit.tsx';
import { Felt } from './Felt.tsx';
import { Gates } from './Gates.tsx';
import { Habits } from './Habits.tsx';
import { Marks } from './Marks.tsx';
import { Narrowing } from './Narrowing.tsx';
import { PinVerdicts } from './PinVerdicts.tsx';
import { Rivals } from './Rivals.tsx';
import { ScoreTable } from './ScoreTable.tsx';
import { Scrub } from './Scrub.tsx';
import { SideBySide } from './SideBySide.tsx';
import { Slots } from './Slots.tsx';
import { Story } from './Story.tsx';
import { Take } from './Take.tsx';
import { Teams } from './Teams.tsx';
import { Walk } from './walk/Walk.tsx';

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
          <span className="fd-dim"> {debrief.passed ? 'passed' : debrief.assisted ? 'assisted' : 'not passed'}</span>
        </p>
      </header>
      <section aria-labelledby="felt-title">
        <h3 id="felt-title">How was it?</h3>
        <Felt felt={debrief.felt} />
      </section>
      <section aria-labelledby="replay-title">
        <h3 id="replay-title">The incident, and where you looked</h3>
        <Scrub debrief={debrief} />
      </section>
      <section aria-labelledby="narrowing-title">
        <h3 id="narrowing-title">How the explanations became fewer</h3>
        <Narrowing narrowing={debrief.narrowing} />
      </section>
      <section aria-labelledby="habits-title">
        <h3 id="habits-title">How you worked</h3>
        <Habits debrief={debrief} />
      </section>
      <section aria-labelledby="next-title">
        <h3 id="next-title">One habit for next time</h3>
        <p className="fd-debrief-text fd-lesson">{debrief.habit.text}</p>
      </section>
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
      {debrief.walk === null ? null : (
        <section aria-labelledby="walk-title">
          <h3 id="walk-title">One request, from the inside</h3>
          <Walk walk={debrief.walk} />
        </section>
      )}
      <section aria-labelledby="answer-title">
        <h3 id="answer-title">Your answer</h3>
        <Slots slots={debrief.slots} />
        <p className="fd-dim">When you met {labelOf(components, truth.component)}:</p>
        <Marks marks={debrief.marks} />
      </section>
      {debrief.commit === null ? null : (
        <section aria-labelledby="commit-title">
          <h3 id="commit-title">The change</h3>
          <Commit commit={debrief.commit} />
        </section>
      )}
      <section aria-labelledby="rivals-title">
        <h3 id="rivals-title">What else it could have been</h3>
        <Rivals rivals={debrief.rivals} />
      </section>
      <section aria-labelledby="pins-title">
        <h3 id="pins-title">Your evidence</h3>
        <PinVerdicts verdicts={debrief.pins} pins={view.pins} />
      </section>
      <section aria-labelledby="actions-title">
        <h3 id="actions-title">What you did to the system</h3>
        <ActionVerdicts actions={debrief.actions} />
      </section>
      <section aria-labelledby="story-title">
        <h3 id="story-title">The true story beside yours</h3>
        <Story debrief={debrief} />
      </section>
      {debrief.solution.length === 0 ? null : (
        <section aria-labelledby="solution-title">
          <h3 id="solution-title">How it can be done, beside how you did it</h3>
          <SideBySide debrief={debrief} />
        </section>
      )}
      <Teams drillId={view.id} />
      <section aria-labelledby="score-title">
        <h3 id="score-title">Points, and why</h3>
        <Gates debrief={debrief} />
        <ScoreTable debrief={debrief} />
      </section>
      <section aria-labelledby="emit-title">
        <h3 id="emit-title">What would have shown it sooner</h3>
        <ul>
          {debrief.emit.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="lesson-title">
        <h3 id="lesson-title">To take along</h3>
        <p className="fd-debrief-text fd-lesson">{truth.lesson}</p>
        <Take drillId={view.id} />
      </section>
    </article>
  );
}
