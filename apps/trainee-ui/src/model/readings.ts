import { type Modality, type Reading, readingLabels, readingSchema } from '@firedrill/protocol';

const help: Readonly<Record<Reading, string>> = {
  higher: 'more than normal',
  lower: 'less than normal',
  same: 'as it always is',
  gone: 'it stopped or is missing',
  'comes-and-goes': 'sometimes normal, sometimes not',
  which: 'this value, route or event is the one',
};

export const readings: readonly { readonly value: Reading; readonly label: string; readonly help: string }[] =
  readingSchema.options.map((value) => ({ value, label: readingLabels[value], help: help[value] }));

export const readingLabel = (reading: string): string =>
  readings.find((known) => known.value === reading)?.label ?? reading;

export const modalityLabel: Readonly<Record<Modality, string>> = {
  metric: 'metric',
  log: 'log',
  trace: 'trace',
  event: 'event',
};
