/** Tables with their indexes. Some rows are real; how many the planner believes in is declared. */
import { SqlError } from './sql.ts';

export type StoredRow = Record<string, unknown>;

export interface Index {
  readonly columns: readonly string[];
  readonly unique: boolean;
}

export class Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly indexes: Index[] = [];
  /** In order of insertion, which is the order of created_at. */
  readonly rows: StoredRow[] = [];
  /** What a sequential scan has to read. */
  declaredRows = 0;
  readonly #byFirst = new Map<string, Map<unknown, StoredRow[]>>();

  constructor(name: string, columns: readonly string[]) {
    this.name = name;
    this.columns = columns;
  }

  addIndex(index: Index): void {
    this.indexes.push(index);
    const first = index.columns[0];
    if (first === undefined || this.#byFirst.has(first)) return;
    const entries = new Map<unknown, StoredRow[]>();
    this.#byFirst.set(first, entries);
    for (const row of this.rows) this.#enter(entries, row[first], row);
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
    if (entries) {
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

  #enter(entries: Map<unknown, StoredRow[]>, value: unknown, row: StoredRow): void {
    const rows = entries.get(value);
    if (rows) rows.push(row);
    else entries.set(value, [row]);
  }

  #leave(entries: Map<unknown, StoredRow[]>, value: unknown, row: StoredRow): void {
    const rows = entries.get(value);
    const at = rows?.indexOf(row) ?? -1;
    if (rows && at >= 0) rows.splice(at, 1);
  }
}

export class Database {
  readonly #tables = new Map<string, Table>();

  table(name: string): Table {
    const found = this.#tables.get(name);
    if (!found) throw new SqlError('42P01', `relation "${name}" does not exist`);
    return found;
  }

  /** Runs one migration file: CREATE TABLE and CREATE INDEX. */
  migrate(sql: string): void {
    for (const statement of sql.split(';')) {
      const table = /create\s+table\s+(\w+)\s*\(([\s\S]+)\)/i.exec(statement);
      if (table?.[1] && table[2]) this.#createTable(table[1], table[2]);
      const index = /create\s+(unique\s+)?index\s+(?:concurrently\s+)?\w+\s+on\s+(\w+)\s*\(([^)]+)\)/i.exec(statement);
      if (index?.[2] && index[3]) {
        const columns = index[3].split(',').map((column) => column.trim());
        this.table(index[2]).addIndex({ columns, unique: index[1] !== undefined });
      }
    }
  }

  #createTable(name: string, body: string): void {
    const lines = body
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const columns = lines.map((line) => line.split(/\s+/)[0] ?? '');
    const table = new Table(name, columns);
    this.#tables.set(name, table);
    const primary = lines.find((line) => /primary\s+key/i.test(line));
    if (primary) table.addIndex({ columns: [primary.split(/\s+/)[0] ?? ''], unique: true });
  }
}
