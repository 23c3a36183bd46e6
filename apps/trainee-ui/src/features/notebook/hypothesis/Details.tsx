import { type Hypothesis, recoveries, resources, routes, triggersBesideChanges } from '@firedrill/protocol';
import { Select, TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useChanges } from '../../../data/changes.ts';
import { useDrill } from '../../../data/drill.tsx';
import { type SlotName, slotOf } from '../../../model/draft.ts';
import { formatTime } from '../../../model/format.ts';
import { SlotSelect } from './SlotSelect.tsx';

/** Slots beyond the first four. */
export function Details(props: {
  readonly draft: Hypothesis;
  readonly disabled: boolean;
  readonly onSet: (name: SlotName) => (value: string) => void;
  readonly cite: (name: SlotName, what: string) => ReactNode;
}): ReactNode {
  const { draft, disabled, onSet, cite } = props;
  const view = useDrill();
  const changes = useChanges(view.historyFromMs, view.endsAtMs);
  const blast = slotOf(draft, 'blastRadius').value;
  const trigger = slotOf(draft, 'trigger').value;
  // Kubernetes tells of every pod; what people and pipelines did stands before that.
  const listed = (ofKubernetes: boolean) =>
    (changes.data ?? [])
      .filter((change) => (change.kind === 'kubernetes') === ofKubernetes)
      .map((change) => ({
        value: change.id,
        label: `${formatTime(change.timeMs)} ${change.service} ${change.kind} ${change.version || change.reason}`,
      }));
  const others = triggersBesideChanges.map(({ id, label }) => ({ value: id, label }));
  return (
    <>
      <div className="fd-slot">
        <SlotSelect
          label="Resource that ran short"
          items={resources}
          value={slotOf(draft, 'resource').value}
          disabled={disabled}
          onChange={onSet('resource')}
        />
        {cite('resource', 'the resource')}
      </div>
      <div className="fd-slot">
        <Select
          label="Trigger"
          placeholder={changes.isPending ? 'loading the changes ...' : 'choose'}
          data={[
            { group: 'No change', items: others },
            { group: 'From the change feed', items: listed(false) },
            { group: 'From Kubernetes', items: listed(true) },
          ]}
          value={trigger === '' ? null : trigger}
          onChange={(value) => onSet('trigger')(value ?? '')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Clear Trigger' }}
          disabled={disabled}
          limit={200}
          nothingFoundMessage="No change by that name."
        />
        {cite('trigger', 'the trigger')}
      </div>
      <div className="fd-slot">
        <TagsInput
          label="Blast radius"
          description="Routes and pods that were hit"
          data={[...routes]}
          value={blast === '' ? [] : blast.split(',')}
          onChange={(values) => onSet('blastRadius')(values.join(',').slice(0, 200))}
          size="xs"
          splitChars={[',']}
          disabled={disabled}
        />
        {cite('blastRadius', 'the blast radius')}
      </div>
      <div className="fd-slot">
        <SlotSelect
          label="What ended it, or would end it"
          items={recoveries}
          value={slotOf(draft, 'recovery').value}
          disabled={disabled}
          onChange={onSet('recovery')}
        />
        {cite('recovery', 'the recovery')}
      </div>
    </>
  );
}
