import type { QuickCause } from '@firedrill/protocol';
import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

type Values = Readonly<Record<string, string>>;

/** "delayMs" as a person would write it: "delay (ms)". */
function labelOf(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.replace(/ (ms|percent)$/, (_, unit: string) => ` (${unit === 'ms' ? 'ms' : '%'})`);
}

/** What the chosen cause does, and what can be set about it. */
export function Chosen(props: {
  readonly cause: QuickCause;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  errorOf(field: string): string | undefined;
}): ReactNode {
  const { cause, values, onChange, errorOf } = props;
  const set = (name: string, value: string): void => onChange({ ...values, [name]: value });
  const general = errorOf('with');
  return (
    <>
      <p className="fd-dim fd-quick-intro">
        {cause.summary}
        {cause.services.length === 0 ? '' : ` It comes with a release of ${cause.services.join(' or ')}.`}
      </p>
      {cause.parameters.length === 0 ? null : (
        <div className="fd-home-names">
          {cause.parameters.map(({ name, usual, choices }) =>
            choices.length === 0 ? (
              <TextInput
                key={name}
                label={labelOf(name)}
                value={values[name] ?? String(usual)}
                maxLength={60}
                autoComplete="off"
                error={errorOf(`with.${name}`)}
                onChange={(event) => set(name, event.target.value)}
              />
            ) : (
              <Select
                key={name}
                label={labelOf(name)}
                value={values[name] ?? ''}
                allowDeselect={false}
                data={[
                  { value: '', label: 'Let chance pick' },
                  ...choices.map((choice) => ({ value: String(choice), label: String(choice) })),
                ]}
                error={errorOf(`with.${name}`)}
                onChange={(value) => set(name, value ?? '')}
              />
            ),
          )}
        </div>
      )}
      {general === undefined ? null : (
        <p className="fd-bad" role="alert" style={{ margin: 0 }}>
          {general}
        </p>
      )}
    </>
  );
}
