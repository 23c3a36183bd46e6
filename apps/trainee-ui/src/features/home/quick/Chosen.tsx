import type { QuickCause } from '@firedrill/protocol';
import { type ComboboxData, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

type Values = Readonly<Record<string, string>>;

/** "delayMs" as a person would write it: "delay (ms)". */
function labelOf(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.replace(/ (ms|percent)$/, (_, unit: string) => ` (${unit === 'ms' ? 'ms' : '%'})`);
}

const chance = '';

/** What is felt for sure first; what else can be stands below it, and the server says when nobody would be paged. */
function optionsOf(choices: readonly string[], places: readonly string[]): ComboboxData {
  if (choices.length === 0) return places;
  const others = places.filter((place) => !choices.includes(place));
  const drawn = [{ value: chance, label: 'Let chance pick' }, ...choices.map((value) => ({ value, label: value }))];
  return others.length === 0 ? drawn : [...drawn, { group: 'May be felt by nobody', items: [...others] }];
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
        {cause.fixedEdge === null ? '' : ` It always shows between ${cause.fixedEdge.join(' and ')}.`}
      </p>
      {cause.parameters.length === 0 ? null : (
        <div className="fd-home-names">
          {cause.parameters.map(({ name, usual, choices, places }) =>
            choices.length === 0 && places.length === 0 ? (
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
                value={values[name] ?? (choices.length > 0 ? chance : String(usual))}
                allowDeselect={false}
                disabled={places.length === 1}
                data={optionsOf(choices.map(String), places)}
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
