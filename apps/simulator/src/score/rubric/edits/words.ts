/** How what is added to a run is said. */
import { components, mechanisms, readingLabels } from '@firedrill/protocol';
import type { RubricKey } from '../key.ts';

const readings: ReadonlyMap<string, string> = new Map(Object.entries(readingLabels));
export const readingWord = (outcome: string): string => readings.get(outcome) ?? outcome;

export interface Pair {
  readonly component: string;
  readonly mechanism: string;
}

/** What is at fault in a world; of several names the one that its author gave it. */
export function pairOfWorld({ worldOf }: RubricKey, world: string): Pair | null {
  const pair = Object.keys(worldOf).findLast((one) => worldOf[one] === world);
  if (pair === undefined) return null;
  const end = pair.lastIndexOf('/');
  return { component: pair.slice(0, end), mechanism: pair.slice(end + 1) };
}

const labelOf = (items: readonly { readonly id: string; readonly label: string }[], id: string): string =>
  items.find((item) => item.id === id)?.label ?? id;

export const pairWords = ({ component, mechanism }: Pair): string =>
  `${labelOf(components, component)}, ${labelOf(mechanisms, mechanism).toLowerCase()}`;
