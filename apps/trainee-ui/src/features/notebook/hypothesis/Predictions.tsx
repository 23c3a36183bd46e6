import {
  type EvidenceQuery,
  type Hypothesis,
  outcomesFor,
  type Pin,
  type Prediction,
  type Reading,
} from '@firedrill/protocol';
import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { CloseIcon, PlusIcon } from '../../../components/icons.tsx';
import { queryText } from '../../../model/queryText.ts';
import { readingLabel } from '../../../model/readings.ts';
import { pinNames } from '../pinNames.ts';
import { ReadingPicker } from '../ReadingPicker.tsx';

interface Props {
  readonly draft: Hypothesis;
  readonly pins: readonly Pin[];
  readonly disabled: boolean;
  readonly onChange: (how: (draft: Hypothesis) => Hypothesis) => void;
}

export function Predictions(props: Props): ReactNode {
  const { draft, disabled, onChange } = props;
  const [adding, setAdding] = useState(false);
  return (
    <>
      <ul className="fd-plain fd-stack">
        {draft.predictions.map((prediction) => (
          <li key={prediction.id} className="fd-item">
            <div className="fd-grow">
              {prediction.text}
              <div className="fd-dim">
                expects <b>{readingLabel(prediction.outcome)}</b>:{' '}
                <span className="fd-mono">{queryText(prediction.query)}</span>
              </div>
            </div>
            {disabled ? null : (
              <ActionIcon
                variant="subtle"
                size="xs"
                aria-label={`Remove the prediction ${prediction.text}`}
                onClick={() =>
                  onChange((held) => ({
                    ...held,
                    predictions: held.predictions.filter(({ id }) => id !== prediction.id),
                  }))
                }
              >
                <CloseIcon size={10} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {adding ? (
        <PredictionForm
          pins={props.pins}
          onCancel={() => setAdding(false)}
          onAdd={(prediction) => {
            onChange((held) => ({ ...held, predictions: [...held.predictions, prediction] }));
            setAdding(false);
          }}
        />
      ) : disabled || draft.predictions.length >= 5 ? null : (
        <Button
          variant="subtle"
          size="compact-xs"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<PlusIcon size={10} />}
          onClick={() => setAdding(true)}
        >
          Add a prediction
        </Button>
      )}
    </>
  );
}

const newId = (): string => `p${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;

function queryFrom(source: string, text: string, pins: readonly Pin[]): EvidenceQuery | null {
  const pin = pins.find(({ id }) => id === source);
  if (pin) return pin.query;
  const query = text.trim();
  if (query.length < 2) return null;
  return source === 'log' ? { modality: 'log', query } : { modality: 'metric', expr: query, focus: {} };
}

function PredictionForm(props: {
  readonly pins: readonly Pin[];
  readonly onAdd: (prediction: Prediction) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const names = pinNames(props.pins);
  // A change that is there already cannot fail.
  const testable = props.pins.filter(({ query }) => query.modality !== 'event');
  const [text, setText] = useState('');
  // A pin's own query needs no typing; who has pins can predict by clicking alone.
  const [source, setSource] = useState(testable[0]?.id ?? 'metric');
  const [queryInput, setQueryInput] = useState('');
  const [outcome, setOutcome] = useState<Reading | null>(null);
  const query = queryFrom(source, queryInput, props.pins);
  const pinned = props.pins.find(({ id }) => id === source);
  const proposed = pinned && outcome ? `${pinned.title}: ${readingLabel(outcome)}` : '';
  const said = text.trim() || proposed;
  const ready = said !== '' && query !== null && outcome !== null;
  return (
    <form
      className="fd-stack fd-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (query !== null && outcome !== null && ready)
          props.onAdd({ id: newId(), text: said.slice(0, 500), query, outcome });
      }}
    >
      <TextInput
        label="If you are right, then"
        value={text}
        maxLength={500}
        placeholder={proposed || '... is higher since then, and it would not be otherwise'}
        onChange={(event) => setText(event.target.value)}
      />
      <Select
        label="Checked by"
        value={source}
        allowDeselect={false}
        data={[
          {
            group: 'A new query',
            items: [
              { value: 'metric', label: 'a metric (PromQL)' },
              { value: 'log', label: 'logs (LogQL)' },
            ],
          },
          {
            group: 'The query of a pin',
            items: testable.map((pin) => ({ value: pin.id, label: `${names.get(pin.id)} ${pin.title}` })),
          },
        ]}
        onChange={(value) => setSource(value ?? 'metric')}
      />
      {source === 'metric' || source === 'log' ? (
        <Textarea
          label={source === 'metric' ? 'PromQL' : 'LogQL'}
          value={queryInput}
          maxLength={4000}
          autosize
          minRows={1}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          onChange={(event) => setQueryInput(event.target.value)}
        />
      ) : null}
      <ReadingPicker
        label="What you expect, compared with normal"
        value={outcome}
        onChange={setOutcome}
        fitting={outcomesFor(query?.modality ?? 'metric')}
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
