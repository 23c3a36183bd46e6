import type { Missing } from '@firedrill/protocol';

/** The kind of thing that is missing, never which. */
export const missingText: Readonly<Record<Missing, string>> = {
  evidence: 'a first pin',
  'second-modality': 'pins of two kinds (metric, log, trace or event)',
  component: 'a component',
  mechanism: 'a mechanism',
  prediction: 'a prediction',
  alternative: 'an alternative that you reject',
};
