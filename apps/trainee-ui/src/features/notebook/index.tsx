import { type ReactNode, useState } from 'react';
import { useDrill } from '../../data/drill.tsx';
import { Actions } from './act/Actions.tsx';
import { Evidence } from './Evidence.tsx';
import { Finish } from './finish/Finish.tsx';
import { Hints } from './Hints.tsx';
import { Checks } from './hypothesis/Checks.tsx';
import { HypothesisForm } from './hypothesis/HypothesisForm.tsx';
import { Section } from './Section.tsx';
import { Timeline, type TimelineStart } from './Timeline.tsx';
import './notebook.css';

/** What the team has seen and thinks, from evidence to answer. Everyone in the drill writes the same one. */
export function Notebook(): ReactNode {
  const view = useDrill();
  const [start, setStart] = useState<TimelineStart | null>(null);
  const locked = view.locked.at(-1);
  return (
    <div className="fd-notebook">
      {view.phase === 'paged' ? (
        <p className="fd-notebook-hint fd-notebook-paged">
          Acknowledge the page, then look around. What you pin and write comes here.
        </p>
      ) : null}
      <Section title="Evidence" count={view.pins.length}>
        <Evidence onTimeline={setStart} />
      </Section>
      <Section title="Timeline" count={view.timeline.length}>
        <Timeline start={start} onStarted={() => setStart(null)} />
      </Section>
      <Section title="Hypothesis" note={locked ? `version ${locked.version} locked` : undefined}>
        <HypothesisForm />
      </Section>
      {locked ? (
        <Section title="Check" count={view.checks.length}>
          <Checks locked={locked} />
        </Section>
      ) : null}
      <Section title="Hints" count={view.hints.length} closedAtFirst>
        <Hints />
      </Section>
      <Section title="Act on the system" count={view.actions.length} closedAtFirst>
        <Actions />
      </Section>
      {/* The key opens it when the first hypothesis is locked. */}
      <Section key={locked ? 'open' : 'closed'} title="Finish" closedAtFirst={locked === undefined}>
        <Finish />
      </Section>
    </div>
  );
}
