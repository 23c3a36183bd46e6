/** Names in a statement, found in its tables. */
import { SqlError } from '../sql/error.ts';
import type { ColumnName } from '../sql/statement.ts';
import type { Column, StoredRow, Table } from '../tables.ts';

/** One row of each source of a statement: where its columns are read from. Reused from row to row. */
export type Cursor = StoredRow[];

export interface FoundColumn {
  /** Position in the cursor. */
  readonly source: number;
  readonly column: Column;
}

export interface ScopeSource {
  readonly alias: string;
  readonly table: Table;
}

export class Scope {
  readonly sources: readonly ScopeSource[];

  constructor(sources: readonly ScopeSource[]) {
    this.sources = sources;
  }

  /** Throws SqlError with PostgreSQL's texts. */
  find({ table, column }: ColumnName): FoundColumn {
    let found: FoundColumn | null = null;
    let known = table === '';
    for (const [source, { alias, table: from }] of this.sources.entries()) {
      if (table !== '' && table !== alias) continue;
      known = true;
      const match = from.columns.find(({ name }) => name === column);
      if (!match) continue;
      if (found) throw new SqlError('42702', `column reference "${column}" is ambiguous`);
      found = { source, column: match };
    }
    if (!known) throw new SqlError('42P01', `missing FROM-clause entry for table "${table}"`);
    if (found) return found;
    throw new SqlError(
      '42703',
      table === '' ? `column "${column}" does not exist` : `column ${table}.${column} does not exist`,
    );
  }
}
