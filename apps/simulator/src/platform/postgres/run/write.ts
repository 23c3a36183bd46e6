/** INSERT, UPDATE and DELETE over the real rows. */
import type { QueryResult, Row } from '@firedrill/shop/ports';
import { SqlError } from '../sql/error.ts';
import type { Assignment, Delete, Insert, Update } from '../sql/statement.ts';
import type { Column, Database, Index, StoredRow, Table } from '../tables.ts';
import { type Output, outputOf } from './output.ts';
import { Finder } from './rows.ts';
import { type Cursor, Scope } from './scope.ts';
import { compiled, stored, type Value, type Values } from './value.ts';

/** What takes a statement back when its transaction is rolled back. */
export type Undo = () => void;

interface Setter {
  readonly column: Column;
  readonly value: Value;
}

const settersOf = (set: readonly Assignment[], table: Table, scope: Scope): Setter[] =>
  set.map(({ column, value }) => ({ column: table.column(column), value: compiled(value, scope) }));

function assign(
  table: Table,
  row: StoredRow,
  setters: readonly Setter[],
  cursor: Cursor,
  values: Values,
  nowUs: number,
  undo: Undo[] | null,
): void {
  const after = setters.map(({ column, value }) => stored(column, value(cursor, values, nowUs)));
  for (const [i, { column }] of setters.entries()) {
    const { name } = column;
    const before = row[name];
    table.set(row, name, after[i]);
    undo?.push(() => table.set(row, name, before));
  }
  table.activity.updated++;
}

const answer = (rows: Row[], rowCount: number): QueryResult => ({ rows, rowCount });

const textOf = (row: StoredRow, columns: readonly string[]): string =>
  `Key (${columns.join(', ')})=(${columns.map((column) => String(row[column])).join(', ')}) already exists.`;

export class PreparedInsert {
  readonly table: Table;
  readonly #insert: Insert;
  readonly #columns: readonly Column[];
  readonly #rows: readonly (readonly Value[])[];
  readonly #update: readonly Setter[];
  readonly #output: Output | null;

  /** Throws SqlError. */
  constructor(insert: Insert, database: Database) {
    this.#insert = insert;
    this.table = database.table(insert.table);
    const { table } = this;
    const scope = new Scope([{ alias: insert.table, table }]);
    this.#columns = insert.columns.map((name) => table.column(name));
    this.#rows = insert.rows.map((row) => row.map((value) => compiled(value, new Scope([]))));
    const both = new Scope([
      { alias: insert.table, table },
      { alias: 'excluded', table },
    ]);
    this.#update = settersOf(insert.onConflict?.update ?? [], table, both);
    this.#output = insert.returning.length > 0 ? outputOf(insert.returning, scope) : null;
  }

  /** Throws SqlError, with nothing inserted by this statement. */
  run(values: Values, nowUs: number, undo: Undo[] | null): QueryResult {
    const { table } = this;
    const done: Undo[] = [];
    const out: Row[] = [];
    let count = 0;
    try {
      for (const expressions of this.#rows) {
        const written = this.#one(expressions, values, nowUs, done);
        if (written === null) continue;
        count++;
        if (this.#output) out.push(this.#output([written], values, nowUs));
      }
    } catch (error) {
      for (const one of done.reverse()) one();
      throw error;
    }
    undo?.push(...done);
    table.activity.inserted += count;
    return answer(out, count);
  }

  #one(expressions: readonly Value[], values: Values, nowUs: number, done: Undo[]): StoredRow | null {
    const { table } = this;
    const row: StoredRow = {};
    for (const { name, defaultsToNow } of table.columns) row[name] = defaultsToNow ? nowUs : null;
    for (const [i, column] of this.#columns.entries())
      row[column.name] = stored(column, expressions[i]?.([], values, nowUs));
    const conflict = this.#conflict(row);
    if (conflict) {
      if (this.#update.length === 0) return null;
      assign(table, conflict, this.#update, [conflict, row], values, nowUs, done);
      return conflict;
    }
    for (const { name, notNull } of table.columns) {
      if (notNull && row[name] === null)
        throw new SqlError(
          '23502',
          `null value in column "${name}" of relation "${table.name}" violates not-null constraint`,
        );
    }
    table.insert(row);
    done.push(() => table.remove(row));
    return row;
  }

  /** The row in the way, where the statement says what to do with it. */
  #conflict(row: StoredRow): StoredRow | null {
    const { onConflict } = this.#insert;
    for (const index of this.table.indexes) {
      const other = index.unique ? inTheWay(this.table, index, row) : undefined;
      if (!other) continue;
      const { columns } = index;
      const expected = onConflict && (onConflict.columns.length === 0 || onConflict.columns.join() === columns.join());
      if (expected) return other;
      throw new SqlError(
        '23505',
        `duplicate key value violates unique constraint "${index.name}"`,
        textOf(row, columns),
      );
    }
    return null;
  }
}

const inTheWay = (table: Table, { columns }: Index, row: StoredRow): StoredRow | undefined =>
  table
    .lookUp(columns[0] ?? '', row[columns[0] ?? ''])
    ?.find((other) => columns.every((column) => row[column] !== null && other[column] === row[column]));

/** UPDATE and DELETE: rows are found, locked by whoever runs this, and then changed. */
export class PreparedChange {
  readonly table: Table;
  readonly #finder: Finder;
  /** null deletes. */
  readonly #setters: readonly Setter[] | null;
  readonly #output: Output | null;

  /** Throws SqlError. */
  constructor(change: Update | Delete, database: Database) {
    this.table = database.table(change.table);
    const scope = new Scope([{ alias: change.table, table: this.table }]);
    this.#finder = new Finder(0, change.where, scope);
    this.#setters = change.kind === 'update' ? settersOf(change.set, this.table, scope) : null;
    this.#output = change.returning.length > 0 ? outputOf(change.returning, scope) : null;
  }

  targets(values: Values, nowUs: number): StoredRow[] {
    return this.#finder.all([], values, nowUs);
  }

  run(values: Values, nowUs: number, undo: Undo[] | null): QueryResult {
    const { table } = this;
    const rows = this.targets(values, nowUs);
    const out: Row[] = [];
    for (const row of rows) {
      if (this.#setters) assign(table, row, this.#setters, [row], values, nowUs, undo);
      else {
        table.remove(row);
        table.activity.deleted++;
        undo?.push(() => table.insert(row));
      }
      if (this.#output) out.push(this.#output([row], values, nowUs));
    }
    return answer(out, rows.length);
  }
}
