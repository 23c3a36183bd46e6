import { components, mechanisms, missingFor } from '@firedrill/protocol';
import { Button, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { TimeInput } from '../../../components/TimeInput.tsx';
import { useDrill } from '../../../data/drill.tsx';
import { type SlotName, setSlotValue, slotOf, togglePin } from '../../../model/draft.ts';
import { formatTime } from '../../../model/format.ts';
import { useIncidentNow } from '../../../model/now.ts';
import { Alternatives } from './Alternatives.tsx';
import { CitePins } from './CitePins.tsx';
import { Details } from './Details.tsx';
import { LockBar } from './LockBar.tsx';
import { Predictions } from './Predictions.tsx';
import { SlotSelect } from './SlotSelect.tsx';
import { Unfold } from './Unfold.tsx';
import { useDraft } from './useDraft.ts';

/** The hypothesis: four slots first, then what would show that it is wrong, then the rest. */
export function HypothesisForm(): ReactNode {
  const view = useDrill();
  const nowMs = useIncidentNow();
  const shared = useDraft();
  const { draft, change } = shared;
  const disabled = view.phase !== 'running';
  const onset = view.timeline.find((entry) => entry.onset);
  const sinceMs = Number(slotOf(draft, 'since').value) || null;

  const set = (name: SlotName) => (value: string) => change((held) => setSlotValue(held, name, value));
  const cite = (name: SlotName, what: string): ReactNode => (
    <CitePins
      what={what}
      pins={view.pins}
      cited={slotOf(draft, name).pins}
      disabled={disabled}
      onToggle={(pinId) => change((held) => togglePin(held, name, pinId))}
    />
  );

  return (
    <div className="fd-stack">
      <div className="fd-slot">
        <SlotSelect
          label="Component"
          items={components}
          value={slotOf(draft, 'component').value}
          disabled={disabled}
          onChange={set('component')}
        />
        {cite('component', 'the component')}
      </div>
      <div className="fd-slot">
        <SlotSelect
          label="Mechanism"
          items={mechanisms}
          value={slotOf(draft, 'mechanism').value}
          disabled={disabled}
          onChange={set('mechanism')}
        />
        {cite('mechanism', 'the mechanism')}
      </div>
      <div className="fd-slot">
        <TimeInput
          label="Since when"
          valueMs={sinceMs}
          nearMs={nowMs}
          disabled={disabled}
          onChange={(timeMs) => set('since')(timeMs === null ? '' : String(timeMs))}
        />
        {cite('since', 'since when')}
        {onset && onset.atMs !== sinceMs && !disabled ? (
          <Button variant="subtle" size="compact-xs" onClick={() => set('since')(String(onset.atMs))}>
            take the onset, {formatTime(onset.atMs)}
          </Button>
        ) : null}
      </div>
      <Textarea
        label="Because"
        placeholder="What you saw that speaks for it, in your own words"
        value={draft.because}
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={10}
        disabled={disabled}
        onChange={(event) => {
          const because = event.target.value;
          change((held) => ({ ...held, because }));
        }}
      />
      <Unfold title="Predictions" count={draft.predictions.length} help="what must be true if you are right">
        <Predictions draft={draft} pins={view.pins} disabled={disabled} onChange={change} />
      </Unfold>
      <Unfold title="Alternatives" count={draft.alternatives.length} help="what else it could be, and why it is not">
        <Alternatives draft={draft} pins={view.pins} disabled={disabled} onChange={change} />
      </Unfold>
      <Unfold title="More slots" help="resource, trigger, blast radius, recovery">
        <Details draft={draft} disabled={disabled} onSet={set} cite={cite} />
      </Unfold>
      <LockBar shared={shared} missing={missingFor(draft, view.pins)} disabled={disabled} />
    </div>
  );
}
