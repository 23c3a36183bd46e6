import type { ScoreLine } from '@firedrill/protocol';

export const dims: Readonly<Record<ScoreLine['dim'], string>> = {
  D1: 'Order',
  D2: 'Evidence',
  D3: 'Hypothesis',
  D4: 'Validation',
  D5: 'Answer',
  D6: 'Close',
  D7: 'Time',
  H: 'Hints',
};
