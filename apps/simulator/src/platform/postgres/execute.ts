/** Runs a parsed statement over the real rows. */
import type { QueryResult, Row } from '@firedrill/shop/ports';
import type { Condition, Operand, Statement } from './sql.ts';
import type { Database, StoredRow, Table } from './tables.ts';

type Values = readonly unknown[];
/** What takes a statement back when its transaction is rolled back. */
export type Undo = () => void;

const none: QueryResult = { rows: [], rowCount: 0 };

function evaluate(operand: Operand, values: Values, nowUs: number): unknown {
  switch (operand.kind) {
    case 'parameter':
      return values[operand.index] ?? null;
    case 'literal':
      return operand.value;
    case 'ago':
      return nowUs - operand.us;
  }
}

type Test = (row: StoredRow) => boolean;

function test(condition: Condition, values: Values, nowUs: number): Test {
  const { column, op } = condition;
  const value = evaluate(condition.operand, values, nowUs);
  if (op === '=') return (row) => row[column] === value;
  if (op === 'ILIKE') {
    const needle = String(value).replaceAll('%', '').toLowerCase();
    return (row) => String(row[column]).toLowerCase().includes(needle);
  }
  const than = Number(value);
  if (op === '>') return (row) => Number(row[column]) > than;
  if (op === '>=') return (row) => Number(row[column]) >= than;
  if (op === '<') return (row) => Number(row[column]) < than;
  return (row) => Number(row[column]) <= than;
}

function candidates(table: Table, where: readonly Condition[], values: Values, nowUs: number): readonly StoredRow[] {
  for (const condition of where) {
    if (condition.op !== '=') continue;
    const rows = table.lookUp(condition.column, evaluate(condition.operand, values, nowUs));
    if (rows) return rows;
  }
  return table.rows;
}

function matching(table: Table, where: readonly Condition[], values: Values, nowUs: number): StoredRow[] {
  const tests = where.map((condition) => test(condition, values, nowUs));
  return candidates(table, where, values, nowUs).filter((row) => tests.every((holds) => holds(row)));
}

/** Rows of a table lie in the order of created_at, so the newest few need no sort. */
function newest(table: Table, where: readonly Condition[], values: Values, nowUs: number, limit: number): StoredRow[] {
  const tests = where.map((condition) => test(condition, values, nowUs));
  const rows = candidates(table, where, values, nowUs);
  const found: StoredRow[] = [];
  for (let at = rows.length - 1; at >= 0 && found.length < limit; at--) {
    const row = rows[at]!;
    if (tests.every((holds) => holds(row))) found.push(row);
  }
  return found;
}

const compare = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;

type Select = Extract<Statement, { kind: 'select' }>;

function pick(row: StoredRow, columns: readonly string[]): Row {
  const out: Record<string, unknown> = {};
  for (const column of columns) out[column] = row[column];
  return out;
}

function select(statement: Select, database: Database, values: Values, nowUs: number): QueryResult {
  const table = database.table(statement.table);
  const { order, limit, count, where } = statement;
  if (count) {
    const counts = new Map<unknown, number>();
    for (const row of matching(table, where, values, nowUs)) {
      const group = count.by === null ? null : row[count.by];
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    const rows = [...counts].map(([group, n]) => ({
      ...(count.by === null ? {} : { [count.by]: group }),
      [count.as]: n,
    }));
    return { rows, rowCount: rows.length };
  }
  let rows: StoredRow[];
  if (order?.column === 'created_at' && order.descending && limit !== null)
    rows = newest(table, where, values, nowUs, limit);
  else {
    rows = matching(table, where, values, nowUs);
    if (order) rows.sort((a, b) => compare(a[order.column], b[order.column]) * (order.descending ? -1 : 1));
    if (limit !== null) rows = rows.slice(0, limit);
  }
  return { rows: rows.map((row) => pick(row, statement.columns)), rowCount: rows.length };
}

/** Throws SqlError. `undo` collects what would take the statement back; null outside transactions. */
export function execute(
  statement: Statement,
  database: Database,
  values: Values,
  nowUs: number,
  undo: Undo[] | null,
): QueryResult {
  switch (statement.kind) {
    case 'select':
      return select(statement, database, values, nowUs);
    case 'insert': {
      const table = database.table(statement.table);
      const row: StoredRow = { created_at: nowUs };
      statement.columns.forEach((column, i) => {
        row[column] = evaluate(statement.values[i]!, values, nowUs);
      });
      table.insert(row);
      undo?.push(() => table.remove(row));
      return { rows: [], rowCount: 1 };
    }
    case 'update': {
      const table = database.table(statement.table);
      const rows = matching(table, statement.where, values, nowUs);
      for (const row of rows) {
        for (const { column, sign, operand } of statement.set) {
          const before = row[column];
          const value = evaluate(operand, values, nowUs);
          const after = sign === 'set' ? value : Number(before) + Number(value) * (sign === '-' ? -1 : 1);
          table.set(row, column, after);
          undo?.push(() => table.set(row, column, before));
        }
      }
      return { rows: [], rowCount: rows.length };
    }
    case 'delete': {
      const table = database.table(statement.table);
      const rows = matching(table, statement.where, values, nowUs);
      for (const row of rows) {
        table.remove(row);
        undo?.push(() => table.insert(row));
      }
      return { rows: [], rowCount: rows.length };
    }
    default:
      return none;
  }
}
