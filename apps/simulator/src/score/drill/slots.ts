/** Slots of a hypothesis under the rubric's names. */
import type { Hypothesis } from '@firedrill/protocol';
import type { Entry } from '../../journal/index.ts';
import type { Slots } from '../rubric/record.ts';

/** The workbench asks since when; the rubric asks for the symptom and its onset. */
const names = {
  symptom: 'since',
  component: 'component',
  resource: 'resource',
  mechanism: 'mechanism',
  trigger: 'trigger',
  blastRadius: 'blastRadius',
  recovery: 'recovery',
} as const;

export const slotNames = [
  'symptom',
  'component',
  'resource',
  'mechanism',
  'trigger',
  'blastRadius',
  'recovery',
] as const;

export const slotsOf = ({ slots }: Hypothesis): Slots =>
  Object.fromEntries(Object.entries(names).map(([name, own]) => [name, slots[own]?.value || null]));

/** Every value that anybody gave a slot. */
export function slotValues(journal: readonly Entry[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { data } of journal) {
    if (data.type !== 'rootcause.submitted' && data.type !== 'hypothesis.locked') continue;
    for (const [slot, value] of Object.entries(slotsOf(data.hypothesis))) {
      if (!value) continue;
      const own = found.get(slot) ?? new Set<string>();
      found.set(slot, own.add(value));
    }
  }
  return found;
}
