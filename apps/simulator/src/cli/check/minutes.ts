/** The minute table of every seed, held against what the author expects. */
import { type ExpectedCell, type ExpectedMinute, type TableColumn, tableColumns } from '../../scenario/expect.ts';
import { type EdgeTable, shown } from '../edge-table.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { Subject } from './subject.ts';

const minuteMs = 60_000;

interface Bounds {
  readonly least: number;
  readonly most: number;
}

interface Cell {
  readonly atMs: number;
  readonly column: TableColumn;
  readonly expected: ExpectedCell;
  readonly where: string;
}

export type Tables = ReadonlyMap<number, EdgeTable>;

const time = (atMs: number): string => new Date(atMs).toISOString().slice(11, 16);

function cellsOf(row: ExpectedMinute, index: number, { at, where }: Subject): Cell[] {
  const cells: Cell[] = [];
  const lastMs = row.to === undefined ? at(row.at) : at(row.to);
  for (let atMs = at(row.at); atMs <= lastMs; atMs += minuteMs) {
    for (const column of tableColumns) {
      const expected = row[column];
      if (expected) cells.push({ atMs, column, expected, where: where('expect', 'minutes', index, column) });
    }
  }
  return cells;
}

function boundsOf({ expected, column }: Cell, table: EdgeTable, at: Subject['at']): Bounds {
  if (Array.isArray(expected)) return { least: expected[0], most: expected[1] };
  const base = table.row(at(expected.of))[column];
  return { least: (expected.least ?? 0) * base, most: (expected.most ?? Number.POSITIVE_INFINITY) * base };
}

function inWords(expected: ExpectedCell): string {
  if (Array.isArray(expected)) return `${expected[0]} to ${expected[1]}`;
  const { least, most, of } = expected;
  const parts = [
    least === undefined ? [] : [`at least ${least}`],
    most === undefined ? [] : [`at most ${most}`],
  ].flat();
  return `${parts.join(' and ')} x ${of}`;
}

function checkCell(cell: Cell, tables: Tables, at: Subject['at']): Finding {
  const { atMs, column, expected, where } = cell;
  const values = [...tables].map(([seed, table]) => {
    const value = table.row(atMs)[column];
    const { least, most } = boundsOf(cell, table, at);
    return { seed, text: shown(column, value), fits: value >= least && value <= most };
  });
  const name = `minute ${time(atMs)} ${column} ${inWords(expected)}:`;
  const out = values.filter(({ fits }) => !fits);
  if (out.length === 0) return passed(`${name} ${values.map(({ text }) => text).join(' ')}`);
  return failed(`${name} ${out.map(({ seed, text }) => `${text} with seed ${seed}`).join(', ')} (${where})`);
}

export function checkMinutes(subject: Subject, tables: Tables): Finding[] {
  const { scenario, value, at, where } = subject;
  const rows = value.expect?.minutes ?? [];
  return rows.flatMap((row, index) => {
    const edges = [row.at, row.to ?? row.at].map(at);
    if (edges.some((edge) => edge < scenario.continuousFromMs || edge + minuteMs > scenario.endsAtMs)) {
      return [failed(`minute ${row.at}: not within the incident's run (${where('expect', 'minutes', index)})`)];
    }
    return cellsOf(row, index, subject).map((cell) => checkCell(cell, tables, at));
  });
}
