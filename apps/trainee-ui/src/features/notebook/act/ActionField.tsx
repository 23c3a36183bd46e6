import type { ActionChoices } from '@firedrill/protocol';
import { Autocomplete, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { choicesFor, type Fields } from './fields.ts';
import type { FieldName } from './verbs.ts';

const labels: Readonly<Record<FieldName, string>> = {
  application: 'Application',
  column: 'Column',
  commit: 'Commit',
  ending: 'What ends',
  job: 'Job',
  key: 'Key',
  name: 'Setting',
  olderThanSeconds: 'Older than (seconds)',
  pid: 'Process id (pid)',
  pod: 'Pod (none: all of them)',
  replicas: 'Pods',
  route: 'Route',
  service: 'Service',
  table: 'Table',
  toVersion: 'Version (none: the one before)',
  value: 'Value',
  whose: 'Which backends',
};

const switches: Readonly<Partial<Record<FieldName, readonly { value: string; label: string }[]>>> = {
  ending: [
    { value: 'cancel', label: 'Statement' },
    { value: 'terminate', label: 'Connection' },
  ],
  whose: [
    { value: 'pid', label: 'One process' },
    { value: 'application', label: 'Of an application' },
  ],
};

const optional: ReadonlySet<FieldName> = new Set(['pod', 'toVersion']);
/** Least and most of what is a number. */
const ranges: Readonly<Partial<Record<FieldName, readonly [number, number]>>> = {
  olderThanSeconds: [0, 86_400],
  pid: [1, 4_194_304],
  replicas: [0, 20],
};

interface FieldProps {
  readonly name: FieldName;
  readonly fields: Fields;
  readonly choices: ActionChoices;
  /** What the server said of it. */
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function Switch({ name, fields, onChange }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div>
      <span id={id} className="fd-field-label">
        {labels[name]}
      </span>
      <SegmentedControl
        aria-labelledby={id}
        fullWidth
        data={[...(switches[name] ?? [])]}
        value={fields[name]}
        onChange={onChange}
      />
    </div>
  );
}

/** A field of a verb's form: a list to choose from where there is one. */
export function ActionField(props: FieldProps): ReactNode {
  const { name, fields, choices, error, onChange } = props;
  const label = labels[name];
  if (switches[name]) return <Switch {...props} />;
  const range = ranges[name];
  if (range) {
    const [min, max] = range;
    return (
      <NumberInput
        label={label}
        description={name === 'replicas' ? `${min} to ${max}` : undefined}
        min={min}
        max={max}
        allowDecimal={name === 'olderThanSeconds'}
        value={fields[name]}
        error={error}
        onChange={(value) => onChange(String(value))}
      />
    );
  }
  const values = choicesFor(name, fields, choices);
  if (name === 'key')
    return (
      <Autocomplete
        label={label}
        description="One whole key; * stands for the rest of its name"
        data={[...(values ?? [])]}
        value={fields.key}
        maxLength={200}
        spellCheck={false}
        error={error}
        onChange={onChange}
      />
    );
  if (values === null)
    return (
      <TextInput
        label={label}
        placeholder={name === 'commit' ? '7 to 40 hex characters' : undefined}
        value={fields[name]}
        maxLength={name === 'commit' ? 40 : 500}
        spellCheck={false}
        error={error}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  const waits = values.length === 0 && fields.service === '' && fields.table === '';
  return (
    <Select
      label={label}
      placeholder={values.length === 0 && !waits ? 'there is none' : optional.has(name) ? '' : 'choose'}
      data={[...values]}
      value={fields[name] === '' ? null : fields[name]}
      disabled={values.length === 0}
      searchable
      clearable={optional.has(name)}
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
      nothingFoundMessage="Nothing by that name."
      error={error}
      onChange={(value) => onChange(value ?? '')}
    />
  );
}
