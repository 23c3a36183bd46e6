import { type ActionChoices, actionText, type Verb } from '@firedrill/protocol';
import { Button, Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Confirm } from '../../../components/Confirm.tsx';
import { useDrill, useDrillCommands } from '../../../data/drill.tsx';
import { ApiError, errorText } from '../../../data/errors.ts';
import { ActionField } from './ActionField.tsx';
import { consequence } from './consequence.ts';
import { actionFrom, blankFields, shownFields, withField } from './fields.ts';
import { formOf, verbs } from './verbs.ts';

const verbOptions = verbs.map(({ verb, label }) => ({ value: verb, label }));
const verbOf = (value: string | null): Verb | null => verbs.find(({ verb }) => verb === value)?.verb ?? null;

function VerbSelect(props: { readonly value: Verb | null; readonly onChange: (verb: Verb | null) => void }): ReactNode {
  return (
    <Select
      label="Do"
      placeholder="choose"
      data={verbOptions}
      value={props.value}
      searchable
      nothingFoundMessage="Nothing by that name."
      maxDropdownHeight={320}
      renderOption={({ option }) => (
        <span>
          {option.label}
          <span className="fd-option-help">{formOf(verbOf(option.value))?.help}</span>
        </span>
      )}
      onChange={(value) => props.onChange(verbOf(value))}
    />
  );
}

/** A verb, its parameters, and a last question before it is done. */
export function ActionForm(props: { readonly choices: ActionChoices }): ReactNode {
  const view = useDrill();
  const commands = useDrillCommands();
  const [verb, setVerb] = useState<Verb | null>(null);
  const [fields, setFields] = useState(blankFields);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const action = actionFrom(verb, fields);
  const paused = view.clock.speed === 0;
  const shown = shownFields(verb, fields);
  const refusedField =
    refusal instanceof ApiError ? shown.find((name) => refusal.field?.split('.').at(-1) === name) : undefined;

  const act = async (): Promise<void> => {
    if (action === null) return;
    setBusy(true);
    setRefusal(null);
    try {
      await commands.act(action);
      setVerb(null);
      setFields(blankFields);
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };

  return (
    <form
      className="fd-stack fd-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (action !== null && !paused) setAsking(true);
      }}
    >
      <VerbSelect
        value={verb}
        onChange={(next) => {
          setVerb(next);
          setFields(blankFields);
          setRefusal(null);
        }}
      />
      {verb === null ? null : <p className="fd-dim">{formOf(verb)?.help}</p>}
      {shown.map((name) => (
        <ActionField
          key={name}
          name={name}
          fields={fields}
          choices={props.choices}
          error={refusedField === name ? errorText(refusal) : undefined}
          onChange={(value) => {
            setFields((known) => withField(known, name, value));
            setRefusal(null);
          }}
        />
      ))}
      {refusal !== null && refusedField === undefined ? (
        <p className="fd-bad" role="alert">
          {errorText(refusal)}
        </p>
      ) : null}
      <div className="fd-row">
        <Button type="submit" disabled={action === null || paused}>
          Do it ...
        </Button>
        {paused ? <span className="fd-dim">The clocks are paused. Go on to act.</span> : null}
      </div>
      <Confirm
        opened={asking && action !== null}
        title="Act on the system"
        confirmLabel="Do it"
        busy={busy}
        onConfirm={() => void act()}
        onClose={() => setAsking(false)}
      >
        {action === null ? null : (
          <div className="fd-stack fd-act-ask">
            <p>
              You are about to <b>{actionText(action)}</b>.
            </p>
            <p>{consequence(action)}</p>
            <p className="fd-dim">It really happens to the shop, and its customers feel it.</p>
          </div>
        )}
      </Confirm>
    </form>
  );
}
