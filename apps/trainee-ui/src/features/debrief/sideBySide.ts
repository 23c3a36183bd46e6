import type { Debrief } from '@firedrill/protocol';
import type { Deed } from './moment.tsx';

export interface Row {
  readonly workMs: number;
  readonly lane: string;
  readonly text: string;
}

const told = (looks: readonly Deed[]): Row | null => {
  const [first] = looks;
  if (first === undefined) return null;
  const { workMs, lane, text } = first;
  return looks.length === 1 ? { workMs, lane, text } : { workMs, lane: 'looks', text: `looked ${looks.length} times` };
};

/** What a team did, without each look of a row of looks: as its author tells a solution. */
export function rowsOf({ deeds, narrowing }: Pick<Debrief, 'deeds' | 'narrowing'>): Row[] {
  const queries = new Set(narrowing.steps.flatMap(({ seq, what }) => (what === 'query' ? [seq] : [])));
  const rows: Row[] = [];
  let looks: Deed[] = [];
  const flush = (): void => {
    const row = told(looks);
    if (row) rows.push(row);
    looks = [];
  };
  for (const deed of deeds) {
    if (queries.has(deed.seq)) looks.push(deed);
    else {
      flush();
      rows.push(deed);
    }
  }
  flush();
  return rows;
}
