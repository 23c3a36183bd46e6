import { components, type Debrief } from '@firedrill/protocol';
import type { ReactNode } from 'react';
import { useDrill } from '../../data/drill.tsx';
import { ActionVerdicts } from './ActionVerdicts.tsx';
import { Commit } from './Commit.tsx';
import { Contents, type Part } from './Contents.tsx';
import { Detectors } from './Detectors.tsx';
import { Felt } from './Felt.tsx';
import { Gates } from './Gates.tsx';
import { Habit } from './Habit.tsx';
import { partAnchor } from './lanes.ts';
import { Marks } from './Marks.tsx';
import { MomentProvider } from './moment.tsx';
import { Narrowing } from './Narrowing.tsx';
import { PinVerdicts } from './PinVerdicts.tsx';
import { Pitfalls } from './Pitfalls.tsx';
import { PredictionsTable } from './PredictionsTable.tsx';
import { Rivals } from './Rivals.tsx';
import { ScoreTable } from './ScoreTable.tsx';
import { Scrub } from './Scrub.tsx';
import { SideBySide } from './SideBySide.tsx';
import { Slots } from './Slots.tsx';
import { Story } from './Story.tsx';
import { Take } from './Take.tsx';
import { Teams } from './Teams.tsx';
import { Total } from './Total.tsx';
import { labelOf, Truth } from './Truth.tsx';
import { useFirstFelt } from './useFirstFelt.ts';
import { NoWalk } from './walk/NoWalk.tsx';
import { Walk } from './walk/Walk.tsx';

/** Read from top to bottom, alone or on a projector: what was done and thought, then the truth, then the points. */
export function Report(props: { readonly debrief: Debrief }): ReactNode {
  const { debrief } = props;
  const view = useDrill();
  const { isPast, skip } = useFirstFelt(view.id, debrief.felt);
  const { truth } = debrief;
  const ofTheTeam: readonly Part[] = [
    {
      id: 'felt',
      title: 'How was it?',
      short: 'How it was',
      body: <Felt felt={debrief.felt} {...(isPast ? {} : { onSkip: skip })} />,
    },
    {
      id: 'replay',
      title: 'The incident, and where you looked',
      short: 'Replay',
      body: <Scrub debrief={debrief} />,
    },
    {
      id: 'narrowing',
      title: 'How the explanations became fewer',
      short: 'Narrowing',
      body: <Narrowing narrowing={debrief.narrowing} />,
    },
    {
      id: 'thinking',
      title: 'How you thought',
      short: 'Thinking',
      body: <Detectors detectors={debrief.detectors} />,
    },
    {
      id: 'pitfalls',
      title: 'Five pitfalls',
      short: 'Pitfalls',
      body: <Pitfalls pitfalls={debrief.pitfalls} />,
    },
    {
      id: 'sooner',
      title: 'What would have shown it sooner',
      short: 'To emit',
      body: <Emit items={debrief.emit} />,
    },
    { id: 'habit', title: 'One habit for next time', short: 'Habit', body: <Habit habit={debrief.habit} /> },
  ];
  const beside: readonly Part[] =
    debrief.solution.length === 0
      ? []
      : [
          {
            id: 'beside',
            title: 'How it can be done, beside how you did it',
            short: 'Side by side',
            body: <SideBySide debrief={debrief} />,
          },
        ];
  const ofTheTruth: readonly Part[] = [
    { id: 'truth', title: 'What happened', short: 'The truth', body: <Truth truth={truth} /> },
    {
      id: 'commit',
      title: 'The change',
      short: 'The change',
      body: debrief.commit === null ? <NoCommit /> : <Commit commit={debrief.commit} />,
    },
    {
      id: 'walk',
      title: 'One request, from the inside',
      short: 'One request',
      body: debrief.walk === null ? <NoWalk /> : <Walk walk={debrief.walk} />,
    },
    {
      id: 'rivals',
      title: 'What else it could have been',
      short: 'What else',
      body: <Rivals rivals={debrief.rivals} />,
    },
    {
      id: 'story',
      title: 'The true story beside yours',
      short: 'Story',
      body: <Story debrief={debrief} />,
    },
    {
      id: 'answer',
      title: 'Your answer',
      short: 'Answer',
      body: (
        <>
          <Slots slots={debrief.slots} />
          <p className="fd-dim fd-debrief-aside">When you met {labelOf(components, truth.component)}:</p>
          <Marks marks={debrief.marks} />
        </>
      ),
    },
    {
      id: 'evidence',
      title: 'Your evidence',
      short: 'Evidence',
      body: <PinVerdicts verdicts={debrief.pins} pins={view.pins} />,
    },
    {
      id: 'predictions',
      title: 'Your predictions',
      short: 'Predictions',
      body: <PredictionsTable predictions={debrief.predictions} />,
    },
    {
      id: 'actions',
      title: 'What you did to the system',
      short: 'Actions',
      body: <ActionVerdicts actions={debrief.actions} />,
    },
    {
      id: 'points',
      title: 'Points, and why',
      short: 'Points',
      body: (
        <>
          <Gates debrief={debrief} />
          <ScoreTable debrief={debrief} />
        </>
      ),
    },
    {
      id: 'lesson',
      title: 'To take along',
      short: 'Take along',
      body: (
        <>
          <p className="fd-debrief-text fd-lesson">{truth.lesson}</p>
          <Take drillId={view.id} />
        </>
      ),
    },
  ];
  return (
    <MomentProvider debrief={debrief}>
      <article className="fd-debrief">
        <header>
          <div>
            <h2>{debrief.title}</h2>
            <p className="fd-dim">
              {view.teamName}: {view.members.map((member) => member.name).join(', ')}
            </p>
          </div>
          {isPast ? <Total debrief={debrief} /> : null}
        </header>
        <Contents parts={[...ofTheTeam, ...beside, ...ofTheTruth]} />
        {[...ofTheTeam, ...beside].map(sectionOf)}
        <Teams drillId={view.id} />
        {ofTheTruth.map(sectionOf)}
      </article>
    </MomentProvider>
  );
}

const sectionOf = ({ id, title, body }: Part): ReactNode => (
  <section key={id} id={partAnchor(id)} aria-labelledby={`${partAnchor(id)}-title`}>
    <h3 id={`${partAnchor(id)}-title`}>{title}</h3>
    {body}
  </section>
);

function Emit(props: { readonly items: readonly string[] }): ReactNode {
  return (
    <>
      <p>Things to do for the team that owns the service. Give each a name and a date.</p>
      <ul className="fd-plain fd-actions">
        {props.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}

const NoCommit = (): ReactNode => (
  <p className="fd-debrief-text">No commit of the shop is behind it. The true story below tells what began it.</p>
);
