/** Finding the rows that a statement means. */
import type { Condition } from '../sql/statement.ts';
import type { StoredRow, Table } from '../tables.ts';
import type { Cursor, Scope } from './scope.ts';
import { compiled, stored, type Test, testOf, type Value, type Values } from './value.ts';

/** Rows of one table by an index, where a condition allows it. */
interface LookUp {
  readonly column: string;
  readonly keys: (cursor: Cursor, values: Values, nowUs: number) => readonly unknown[];
  readonly single: Value | null;
}

export function equalityOn(condition: Condition): boolean {
  return condition.kind === 'in' || condition.kind === 'any' || (condition.kind === 'compare' && condition.op === '=');
}

function lookUpFor(table: Table, source: number, where: readonly Condition[], scope: Scope): LookUp | null {
  for (const condition of where) {
    const found = scope.find(condition.column);
    if (found.source !== source || !equalityOn(condition)) continue;
    const { column } = found;
    if (!table.indexes.some(({ columns }) => columns[0] === column.name)) continue;
    if (condition.kind === 'compare') {
      const to = compiled(condition.to, scope);
      const single: Value = (cursor, values, nowUs) => stored(column, to(cursor, values, nowUs));
      return { column: column.name, single, keys: (...at) => [single(...at)] };
    }
    if (condition.kind === 'any') {
      const { parameter } = condition;
      const keys = (_cursor: Cursor, values: Values): readonly unknown[] => {
        const list = values[parameter];
        return Array.isArray(list) ? list : [];
      };
      return { column: column.name, single: null, keys };
    }
    if (condition.kind === 'in') {
      const options = condition.values.map((value) => compiled(value, scope));
      const keys: LookUp['keys'] = (...at) => options.map((option) => stored(column, option(...at)));
      return { column: column.name, single: null, keys };
    }
  }
  return null;
}

/** Rows that may match, and whether they lie in the order of insertion. */
export interface Candidates {
  readonly rows: readonly StoredRow[];
  readonly inOrder: boolean;
}

/** One table with the conditions on it. */
export class Finder {
  readonly table: Table;
  readonly source: number;
  readonly #lookUp: LookUp | null;
  readonly #tests: readonly Test[];

  /** `where` may speak of earlier sources too: those of the cursor before `source`. */
  constructor(source: number, where: readonly Condition[], scope: Scope) {
    const found = scope.sources[source];
    if (!found) throw new RangeError(`no source ${source}`);
    this.table = found.table;
    this.source = source;
    this.#lookUp = lookUpFor(this.table, source, where, scope);
    this.#tests = where.map((condition) => testOf(condition, scope));
  }

  candidates(cursor: Cursor, values: Values, nowUs: number): Candidates {
    const lookUp = this.#lookUp;
    if (lookUp === null) return { rows: this.table.rows, inOrder: true };
    if (lookUp.single) {
      const rows = this.table.lookUp(lookUp.column, lookUp.single(cursor, values, nowUs)) ?? [];
      return { rows, inOrder: this.table.keepsOrder(lookUp.column) };
    }
    const keys = [...new Set(lookUp.keys(cursor, values, nowUs))];
    return { rows: keys.flatMap((key) => this.table.lookUp(lookUp.column, key) ?? []), inOrder: false };
  }

  /** Puts the row into the cursor. */
  matches(row: StoredRow, cursor: Cursor, values: Values, nowUs: number): boolean {
    cursor[this.source] = row;
    for (const holds of this.#tests) if (!holds(cursor, values, nowUs)) return false;
    return true;
  }

  all(cursor: Cursor, values: Values, nowUs: number): StoredRow[] {
    const found: StoredRow[] = [];
    for (const row of this.candidates(cursor, values, nowUs).rows)
      if (this.matches(row, cursor, values, nowUs)) found.push(row);
    return found;
  }
}
