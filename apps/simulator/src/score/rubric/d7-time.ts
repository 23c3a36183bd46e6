/** D7: the article's time boxes. Being faster earns nothing. */
import type { ScoreLine } from '@firedrill/protocol';
import { entriesOf, type Facts } from './facts.ts';
import { line } from './line.ts';
import { boxes } from './weights.ts';

const maxTime = 5;

export function timeLines(facts: Facts): ScoreLine[] {
  const used = new Map(entriesOf(facts, 'phase').map((entry) => [entry.phase, entry]));
  const told: string[] = [];
  let got = 0;
  for (const [phase, limit] of Object.entries(boxes)) {
    const entry = used.get(phase);
    if (!entry) continue;
    got += Math.max(0, Math.min(1, 2 - entry.seconds / limit));
    told.push(`${phase} ${Math.ceil(entry.seconds / 60)} of ${limit / 60} min`);
  }
  return [
    line('D7', 'time-boxes', maxTime, {
      got,
      why: told.length > 0 ? `${told.join(', ')}.` : 'No phase was closed.',
      because: [...used.values()].map(({ seq }) => seq),
    }),
  ];
}
