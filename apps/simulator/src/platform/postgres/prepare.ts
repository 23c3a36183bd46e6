/** Statements by their text: parsed, resolved and planned once, and again when the schema has changed. */
import type { QueryResult } from '@firedrill/shop/ports';
import { type Plan, planOf } from './plan.ts';
import { PreparedSelect, type Skip } from './run/select.ts';
import type { Values } from './run/value.ts';
import { PreparedChange, PreparedInsert, type Undo } from './run/write.ts';
import { SqlError } from './sql/error.ts';
import { parseSql } from './sql/parse.ts';
import type { Locking, Statement } from './sql/statement.ts';
import type { Database, StoredRow, Table } from './tables.ts';

export interface Prepared {
  readonly kind: Statement['kind'];
  readonly plan: Plan;
  /** Whether the statement needs locks on rows, and what it does about those that others hold. */
  readonly locking: Locking | null;
  readonly lockedTable: Table | null;
  targets(values: Values, nowUs: number, skip: Skip | null): readonly StoredRow[];
  /** Throws SqlError. `undo` collects what would take it back; null outside transactions. */
  run(values: Values, nowUs: number, undo: Undo[] | null, skip: Skip | null): QueryResult;
}

const nothing: QueryResult = { rows: [], rowCount: 0 };
const noRows: readonly StoredRow[] = [];

function prepare(statement: Statement, database: Database): Prepared {
  const plan = planOf(statement, database);
  const { kind } = statement;
  switch (statement.kind) {
    case 'select': {
      const select = new PreparedSelect(statement, database);
      return {
        kind,
        plan,
        locking: statement.locking,
        lockedTable: select.scope.sources[0]?.table ?? null,
        targets: (values, nowUs, skip) => select.targets(values, nowUs, skip),
        run: (values, nowUs, _undo, skip) => select.run(values, nowUs, skip),
      };
    }
    case 'insert': {
      const insert = new PreparedInsert(statement, database);
      const run: Prepared['run'] = (values, nowUs, undo) => insert.run(values, nowUs, undo);
      return { kind, plan, locking: null, lockedTable: null, targets: () => noRows, run };
    }
    case 'update':
    case 'delete': {
      const change = new PreparedChange(statement, database);
      return {
        kind,
        plan,
        locking: 'wait',
        lockedTable: change.table,
        targets: (values, nowUs) => change.targets(values, nowUs),
        run: (values, nowUs, undo) => change.run(values, nowUs, undo),
      };
    }
    case 'create-index': {
      const run: Prepared['run'] = () => {
        database.createIndex(statement);
        return nothing;
      };
      return { kind, plan, locking: null, lockedTable: null, targets: () => noRows, run };
    }
    default:
      return { kind, plan, locking: null, lockedTable: null, targets: () => noRows, run: () => nothing };
  }
}

interface Kept {
  readonly version: number;
  readonly prepared: Prepared | null;
  readonly error: SqlError | null;
}

export class StatementCache {
  readonly #database: Database;
  readonly #kept = new Map<string, Kept>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The error is what the server answers; nothing is thrown. */
  get(text: string): Kept {
    const version = this.#database.schemaVersion;
    const known = this.#kept.get(text);
    if (known?.version === version) return known;
    const made = this.#make(text, version);
    this.#kept.set(text, made);
    return made;
  }

  #make(text: string, version: number): Kept {
    try {
      return { version, prepared: prepare(parseSql(text), this.#database), error: null };
    } catch (error) {
      if (error instanceof SqlError) return { version, prepared: null, error };
      throw error;
    }
  }
}
