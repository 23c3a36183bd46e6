import { type Alternative, components, type Hypothesis, mechanisms, type Pin } from '@firedrill/protocol';
import { ActionIcon, Button, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { CloseIcon, PlusIcon } from '../../../components/icons.tsx';
import { toggled } from '../../../model/draft.ts';
import { pinNames } from '../pinNames.ts';
import { CitePins } from './CitePins.tsx';
import { labelOf } from './catalogueOptions.tsx';
import { SlotSelect } from './SlotSelect.tsx';

interface Props {
  readonly draft: Hypothesis;
  readonly pins: readonly Pin[];
  readonly disabled: boolean;
  readonly onChange: (how: (draft: Hypothesis) => Hypothesis) => void;
}

export function Alternatives(props: Props): ReactNode {
  const { draft, disabled, onChange } = props;
  const [adding, setAdding] = useState(false);
  const replace = (index: number, next: Alternative | null): void =>
    onChange((held) => ({
      ...held,
      alternatives: held.alternatives.flatMap((one, at) => (at !== index ? [one] : next === null ? [] : [next])),
    }));
  return (
    <>
      <ul className="fd-plain fd-stack">
        {draft.alternatives.map((one, index) => {
          const name = `${labelOf(components, one.component)}, ${labelOf(mechanisms, one.mechanism)}`;
          return (
            <li key={`${name} ${one.because}`} className="fd-item">
              <div className="fd-grow">
                <b>{name}</b>
                <div className="fd-dim">not this one: {one.because}</div>
                <CitePins
                  what={name}
                  pins={props.pins}
                  cited={one.pins}
                  disabled={disabled}
                  onToggle={(pinId) => replace(index, { ...one, pins: toggled(one.pins, pinId) })}
                />
              </div>
              {disabled ? null : (
                <ActionIcon
                  variant="subtle"
                  size="xs"
                  aria-label={`Remove the alternative ${name}`}
                  onClick={() => replace(index, null)}
                >
                  <CloseIcon size={10} />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      {adding ? (
        <AlternativeForm
          pins={props.pins}
          onCancel={() => setAdding(false)}
          onAdd={(one) => {
            onChange((held) => ({ ...held, alternatives: [...held.alternatives, one] }));
            setAdding(false);
          }}
        />
      ) : disabled || draft.alternatives.length >= 5 ? null : (
        <Button
          variant="subtle"
          size="compact-xs"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<PlusIcon size={10} />}
          onClick={() => setAdding(true)}
        >
          Add an alternative
        </Button>
      )}
    </>
  );
}

function AlternativeForm(props: {
  readonly pins: readonly Pin[];
  readonly onAdd: (one: Alternative) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const [component, setComponent] = useState('');
  const [mechanism, setMechanism] = useState('');
  const [because, setBecause] = useState('');
  const [cited, setCited] = useState<string[]>([]);
  const names = pinNames(props.pins);
  const proposed = cited.length > 0 ? `${cited.map((id) => names.get(id)).join(', ')} would look different` : '';
  const said = because.trim() || proposed;
  const ready = component !== '' && mechanism !== '' && said !== '';
  return (
    <form
      className="fd-stack fd-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) props.onAdd({ component, mechanism, because: said, pins: cited });
      }}
    >
      <SlotSelect label="It could be" items={components} value={component} disabled={false} onChange={setComponent} />
      <SlotSelect label="by" items={mechanisms} value={mechanism} disabled={false} onChange={setMechanism} />
      <Textarea
        label="It is not, because"
        value={because}
        maxLength={1000}
        placeholder={proposed || 'Say why, or cite the evidence'}
        autosize
        minRows={1}
        onChange={(event) => setBecause(event.target.value)}
      />
      <CitePins
        what="why it is not"
        pins={props.pins}
        cited={cited}
        disabled={false}
        onToggle={(pinId) => setCited((held) => toggled(held, pinId))}
      />
      <div className="fd-row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="subtle" size="compact-xs" onClick={props.onCancel}>
          Cancel
        </Button>
        <Button type="submit" size="compact-xs" disabled={!ready}>
          Add
        </Button>
      </div>
    </form>
  );
}
