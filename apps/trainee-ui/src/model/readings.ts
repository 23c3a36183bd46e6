import type { Modality, Reading } from '@firedrill/protocol';

export const readings: readonly { readonly value: Reading; readonly label: string; readonly help: string }[] = [
  { value: 'higher', label: 'higher', help: 'more than normal' },
  { value: 'lower', label: 'lower', help: 'less than normal' },
  { value: 'same', label: 'same', help: 'as it always is' },
  { value: 'gone', label: 'gone', help: 'it stopped or is missing' },
  { value: 'comes-and-goes', label: 'comes and goes', help: 'sometimes normal, sometimes not' },
  { value: 'which', label: 'this one', help: 'this value, route or event is the one' },
];

export const readingLabel = (reading: string): string =>
  readings.find((known) => known.value === reading)?.label ?? reading;

export const modalityLabel: Readonly<Record<Modality, string>> = {
  metric: 'metric',
  log: 'log',
  trace: 'trace',
  event: 'event',
};
