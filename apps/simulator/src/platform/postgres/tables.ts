/** Tables with their indexes. Some rows are real; how many the planner believes in is declared. */
import { type Definition, definitionsOf } from './schema.ts';
import { SqlError } from './sql/error.ts';

/** Instants are microseconds; everything else is what the client sent. */
export type StoredRow = Record<string, unknown>;

export interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
}

export interface Column {
  readonly name: string;
  readonly isInstant: boolean;
  readonly notNull: boolean;
  readonly defaultsToNow: boolean;
}

/** What pg_stat_user_tables counts. */
export interface TableActivity {
  sequentialScans: number;
  sequentialRows: number;
  indexScans: number;
  inserted: number;
  updated: number;
  deleted: number;
}

export class Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly activity: TableActivity = {
    sequentialScans: 0,
    sequentialRows: 0,
    indexScans: 0,
    inserted: 0,
    updated: 0,
    deleted: 0,
  };
  /** In order of insertion, which is the order of created_at. */
  readonly rows: StoredRow[] = [];
  /** What a sequential scan has to read. */
  declaredRows = 0;
  #indexes: readonly Index[] = [];
  readonly #byFirst = new Map<string, Map<unknown, StoredRow[]>>();
  readonly #shuffled = new Set<string>();

  constructor(name: string, columns: readonly Column[]) {
    this.name = name;
    this.columns = columns;
  }

  get indexes(): readonly Index[] {
    return this.#indexes;
  }

  /** Throws SqlError when there is no such column. */
  column(name: string): Column {
    const found = this.columns.find((column) => column.name === name);
    if (!found) throw new SqlError('42703', `column "${name}" of relation "${this.name}" does not exist`);
    return found;
  }

  addIndex(index: Index): void {
    this.#indexes = [...this.#indexes, index];
    const first = index.columns[0];
    if (first === undefined || this.#byFirst.has(first)) return;
    const entries = new Map<unknown, StoredRow[]>();
    this.#byFirst.set(first, entries);
    for (const row of this.rows) this.#enter(entries, row[first], row);
  }

  /** False when there is none of this name. */
  dropIndex(name: string): boolean {
    const index = this.#indexes.find((one) => one.name === name);
    if (!index) return false;
    this.#indexes = this.#indexes.filter((one) => one !== index);
    const first = index.columns[0];
    if (first !== undefined && !this.#indexes.some(({ columns }) => columns[0] === first)) this.#byFirst.delete(first);
    return true;
  }

  insert(row: StoredRow): void {
    this.rows.push(row);
    this.declaredRows++;
    for (const [column, entries] of this.#byFirst) this.#enter(entries, row[column], row);
  }

  remove(row: StoredRow): void {
    const at = this.rows.lastIndexOf(row);
    if (at < 0) return;
    this.rows.splice(at, 1);
    this.declaredRows--;
    for (const [column, entries] of this.#byFirst) this.#leave(entries, row[column], row);
  }

  set(row: StoredRow, column: string, value: unknown): void {
    const entries = this.#byFirst.get(column);
    if (entries && row[column] !== value) {
      this.#shuffled.add(column);
      this.#leave(entries, row[column], row);
      this.#enter(entries, value, row);
    }
    row[column] = value;
  }

  /** Rows whose `column` equals `value`, by an index that begins with it; null when there is no such index. */
  lookUp(column: string, value: unknown): readonly StoredRow[] | null {
    const entries = this.#byFirst.get(column);
    return entries ? (entries.get(value) ?? []) : null;
  }

  /** Whether rows found by `lookUp` on this column lie in the order of insertion. */
  keepsOrder(column: string): boolean {
    return !this.#shuffled.has(column);
  }

  #enter(entries: Map<unknown, StoredRow[]>, value: unknown, row: StoredRow): void {
    const rows = entries.get(value);
    if (rows) rows.push(row);
    else entries.set(value, [row]);
  }

  #leave(entries: Map<unknown, StoredRow[]>, value: unknown, row: StoredRow): void {
    const rows = entries.get(value);
    const at = rows?.lastIndexOf(row) ?? -1;
    if (!rows || at < 0) return;
    if (rows.length === 1) entries.delete(value);
    else rows.splice(at, 1);
  }
}

export class Database {
  readonly #tables = new Map<string, Table>();
  /** Changes with the schema: what was planned before is to be planned again. */
  schemaVersion = 0;

  /** Throws SqlError when there is no such table. */
  table(name: string): Table {
    const found = this.#tables.get(name);
    if (!found) throw new SqlError('42P01', `relation "${name}" does not exist`);
    return found;
  }

  tables(): readonly Table[] {
    return [...this.#tables.values()];
  }

  /** Runs one migration file: CREATE TABLE, CREATE INDEX and DROP INDEX; anything else in it is passed over. */
  migrate(sql: string): void {
    for (const definition of definitionsOf(sql)) this.#define(definition);
    this.schemaVersion++;
  }

  /** Throws SqlError when the table or a column is not there, or the name is taken. */
  createIndex({
    name,
    table,
    columns,
  }: {
    readonly name: string;
    readonly table: string;
    readonly columns: readonly string[];
  }): void {
    const on = this.table(table);
    for (const column of columns) on.column(column);
    if (this.indexNames().has(name)) throw new SqlError('42P07', `relation "${name}" already exists`);
    on.addIndex({ name, columns, unique: false });
    this.schemaVersion++;
  }

  indexNames(): ReadonlySet<string> {
    return new Set(this.tables().flatMap(({ indexes }) => indexes.map(({ name }) => name)));
  }

  #define(definition: Definition): void {
    switch (definition.kind) {
      case 'table': {
        const table = new Table(definition.name, definition.columns);
        for (const index of definition.indexes) table.addIndex(index);
        this.#tables.set(table.name, table);
        return;
      }
      case 'index':
        this.table(definition.table).addIndex(definition.index);
        return;
      case 'drop-index':
        for (const table of this.#tables.values()) if (table.dropIndex(definition.name)) return;
        throw new SqlError('42704', `index "${definition.name}" does not exist`);
    }
  }
}
