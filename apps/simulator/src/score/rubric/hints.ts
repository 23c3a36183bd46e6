/** What asking for help costs. */
import type { ScoreLine } from '@firedrill/protocol';
import { entriesOf, type Facts } from './facts.ts';
import { assistedFromLevel, hintCost, mostHintCost } from './weights.ts';

export const assisted = (facts: Facts) => entriesOf(facts, 'hint').filter(({ level }) => level >= assistedFromLevel);

/** A line of its own that takes and cannot give; none where no hint was taken. */
export function hintLines(facts: Facts): ScoreLine[] {
  const hints = entriesOf(facts, 'hint');
  const cost = hints.reduce((sum, { level }) => sum + (hintCost[level] ?? 0), 0);
  if (cost === 0) return [];
  const levels = hints.map(({ level }) => level).join(', ');
  return [
    {
      dim: 'H',
      rule: 'hints',
      max: 0,
      got: -Math.min(mostHintCost, cost),
      why: `Hints of level ${levels}. What they gave away counts half.`,
      because: hints.map(({ seq }) => seq),
    },
  ];
}
