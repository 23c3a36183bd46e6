import { describe, expect, it } from 'vitest';
import { narrowing, type Outcome, type OutcomeTable } from '../../evidence/index.ts';
import { checkKey } from './key.ts';
import type { Subject } from './subject.ts';

const rivals = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'];
const worlds = ['true', ...rivals];

interface Row {
  readonly id: string;
  readonly modality: 'metric' | 'log' | 'trace' | 'event';
  readonly decoy?: boolean;
  /** One letter a world, the true one first: h higher, s same, u unclear. */
  readonly shows: string;
}

const words: Readonly<Record<string, Outcome>> = { h: 'higher', s: 'same', u: 'unclear' };

function failuresOf(rows: readonly Row[]): string[] {
  const table: OutcomeTable = {
    worlds,
    rows: rows.map(({ id, modality, decoy = false, shows }) => {
      const outcomes = Object.fromEntries(worlds.map((world, i) => [world, words[shows[i] ?? 'u'] ?? 'unclear']));
      return { signal: id, modality, decoy, outcomes, narrowing: narrowing([outcomes], worlds) };
    }),
    together: 0,
  };
  const together = narrowing(
    table.rows.map(({ outcomes }) => outcomes),
    worlds,
  );
  const subject = {
    scenario: { rivals: rivals.map((id) => ({ id })), signals: rows.map(({ id }) => ({ id })) },
    value: { signals: rows.map(({ decoy = false }) => ({ decoy })) },
    where: (...path: PropertyKey[]) => path.join('.'),
    // Only what the key is checked by.
  } as unknown as Subject;
  return checkKey(subject, new Map([[7, { ...table, together }]]))
    .filter(({ passed }) => !passed)
    .map(({ text }) => text);
}

const good: readonly Row[] = [
  { id: 'pool', modality: 'metric', shows: 'hsssshhh' },
  { id: 'lines', modality: 'log', shows: 'hhhhssss' },
  { id: 'spans', modality: 'trace', shows: 'hhshhshs' },
  { id: 'cpu', modality: 'metric', decoy: true, shows: 'hhhhhhhh' },
];

describe('checkKey', () => {
  it('is content with signals that together isolate the truth, none of them alone', () => {
    expect(failuresOf(good)).toEqual([]);
  });

  it('names the rival that nothing tells from the truth, and the field', () => {
    const rows = good.map((row) => (row.id === 'pool' ? { ...row, shows: 'hhssshhh' } : row));
    expect(failuresOf(rows)).toEqual([
      'rival r1: no signal tells it from the truth with seed 7 (rivals.0)',
      'signals together: narrow 0.67 with seed 7 (signals)',
    ]);
  });

  it('what is unclear tells nothing apart', () => {
    const rows = good.map((row) => (row.id === 'pool' ? { ...row, shows: 'husssshh' } : row));
    expect(failuresOf(rows)).toContain('rival r1: no signal tells it from the truth with seed 7 (rivals.0)');
  });

  it('refuses a signal that gives the answer away alone', () => {
    const rows = [...good, { id: 'change', modality: 'event', shows: 'hsssssss' } as const];
    expect(failuresOf(rows)).toEqual([
      'signal change: gives too much away alone: narrows 1.00 with seed 7 (signals.4)',
    ]);
  });

  it('refuses a decoy that helps', () => {
    const rows = good.map((row) => (row.id === 'cpu' ? { ...row, shows: 'hhhhsshs' } : row));
    expect(failuresOf(rows)).toEqual(['decoy cpu: a decoy that narrows 0.23 with seed 7 (signals.3)']);
  });

  it('wants two kinds of telemetry', () => {
    const rows = good.map((row) => ({ ...row, modality: 'metric' as const }));
    expect(failuresOf(rows)).toEqual([
      'solvable: signals that narrow are of 1 kinds, 2 are needed with seed 7 (signals)',
    ]);
  });
});
