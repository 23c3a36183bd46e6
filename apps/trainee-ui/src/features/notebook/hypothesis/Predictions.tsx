import {
  type EvidenceQuery,
  type Hypothesis,
  outcomesFor,
  type Pin,
  type Prediction,
  type Reading,
  type TimeWindow,
} from '@firedrill/protocol';
import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { CloseIcon, PlusIcon } from '../../../components/icons.tsx';
import { TimeInput } from '../../../components/TimeInput.tsx';
import { formatWindow } from '../../../model/format.ts';
import { useIncidentNow } from '../../../model/now.ts';
import { queryText } from '../../../model/queryText.ts';
import { readingLabel } from '../../../model/readings.ts';
import { useTimeWindow } from '../../../model/window.ts';
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
                expects <b>{readingLabel(prediction.outcome)}</b>
                {prediction.window ? ` in ${formatWindow(prediction.window.fromMs, prediction.window.toMs)}` : ''}:{' '}
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

/** A window this short is that of a single span, and shows nothing else. */
const leastMs = 60_000;

/** That of the pin, or what all panes show; in whole seconds, as the form shows it. */
function usualWindow(pinned: Pin | undefined, shared: TimeWindow): TimeWindow {
  const { fromMs, toMs } = pinned && pinned.window.toMs - pinned.window.fromMs >= leastMs ? pinned.window : shared;
  return { fromMs: Math.floor(fromMs / 1000) * 1000, toMs: Math.floor(toMs / 1000) * 1000 };
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
  const nowMs = useIncidentNow();
  const shared = useTimeWindow();
  const [said, setSaid] = useState<Partial<TimeWindow>>({});
  const { fromMs, toMs } = { ...usualWindow(pinned, shared), ...said };
  const proposed = pinned && outcome ? `${pinned.title}: ${readingLabel(outcome)}` : '';
  const claim = text.trim() || proposed;
  const ready = claim !== '' && query !== null && outcome !== null && fromMs < toMs;
  return (
    <form
      className="fd-stack fd-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (query !== null && outcome !== null && ready)
          props.onAdd({ id: newId(), text: claim.slice(0, 500), query, window: { fromMs, toMs }, outcome });
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
      <div className="fd-row" style={{ alignItems: 'flex-start' }}>
        <TimeInput
          label="From"
          valueMs={fromMs}
          nearMs={nowMs}
          onChange={(ms) => ms !== null && setSaid((held) => ({ ...held, fromMs: ms }))}
        />
        <TimeInput
          label="To (it may lie ahead)"
          valueMs={toMs}
          nearMs={nowMs}
          onChange={(ms) => ms !== null && setSaid((held) => ({ ...held, toMs: ms }))}
        />
      </div>
      {fromMs < toMs ? null : <p className="fd-bad">It ends before it begins: change one of the times.</p>}
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
