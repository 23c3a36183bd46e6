/** What a statement costs: processor time on the database's cores, and waiting that uses no core. */
import { equalityOn } from './run/rows.ts';
import type { ColumnName, Condition, CreateIndex, Delete, Select, Statement, Update } from './sql/statement.ts';
import type { Database, Table } from './tables.ts';

/** Microseconds unless said otherwise: a mid-sized server with a warm cache. */
export const costs = {
  parseUs: 180,
  indexLookUpUs: 420,
  rowFetchUs: 14,
  /** Per row that a sequential scan looks at. */
  rowScanUs: 0.297,
  writeUs: 520,
  /** Per row that goes into a new index: sorting, and writing its pages. */
  indexEntryUs: 2.4,
  /** Mean waits: reading what is not cached, and the log's flush at commit. */
  readWaitUs: 8_500,
  writeWaitUs: 5_200,
  commitWaitUs: 11_000,
} as const;

/** Rows that an index is expected to find for one key. */
const rowsPerKey = 8;
const rowsPerBlock = 60;

export interface Plan {
  /** Without the sequential scans. */
  readonly cpuUs: number;
  /** Tables that are read from end to end: their size when the statement runs counts. */
  readonly scans: readonly Table[];
  readonly indexScans: readonly Table[];
  readonly waitUs: number;
  /** How far the actual processor time may lie from what is planned: a coefficient of variation. */
  readonly cv: number;
}

const fixed = (cpuUs: number, waitUs: number, cv: number): Plan => ({ cpuUs, scans: [], indexScans: [], waitUs, cv });

/** Processor time of a plan now, before luck. */
export function cpuOf(plan: Plan): number {
  let cpuUs = plan.cpuUs;
  for (const table of plan.scans) cpuUs += table.declaredRows * costs.rowScanUs;
  return cpuUs;
}

/** Blocks that a plan reads from the cache. */
export function blocksOf(plan: Plan): number {
  let blocks = plan.indexScans.length * (3 + rowsPerKey);
  for (const table of plan.scans) blocks += Math.ceil(table.declaredRows / rowsPerBlock);
  return blocks;
}

const startsWith = (table: Table, column: string): boolean =>
  table.indexes.some(({ columns }) => columns[0] === column);

interface Wanted {
  readonly where: readonly Condition[];
  readonly order: ColumnName | null;
  readonly limited: boolean;
}

/** Whether an index saves reading the whole table. */
function indexHelps(table: Table, { where, order, limited }: Wanted): boolean {
  if (where.some((condition) => equalityOn(condition) && startsWith(table, condition.column.column))) return true;
  if (!limited) return false;
  if (order) return startsWith(table, order.column);
  return where.some(
    (condition) =>
      condition.kind === 'compare' &&
      ['>', '>=', '<', '<='].includes(condition.op) &&
      startsWith(table, condition.column.column),
  );
}

function read(tables: readonly Table[], wanted: readonly Wanted[]): Plan {
  let cpuUs: number = costs.parseUs;
  const scans: Table[] = [];
  const indexScans: Table[] = [];
  for (const [i, table] of tables.entries()) {
    const of = wanted[i];
    if (of && indexHelps(table, of)) {
      cpuUs += costs.indexLookUpUs + costs.rowFetchUs * rowsPerKey;
      indexScans.push(table);
    } else scans.push(table);
  }
  return { cpuUs, scans, indexScans, waitUs: costs.readWaitUs, cv: scans.length > 0 ? 0.3 : 0.4 };
}

function selectPlan(select: Select, database: Database): Plan {
  const { from, joins, where, orderBy, limit } = select;
  if (!from) return fixed(60, 0, 0.2);
  const sources = [from, ...joins.map(({ source }) => source)];
  const tables = sources.map(({ table }) => database.table(table));
  const only = sources.length === 1;
  const wanted = sources.map(({ alias }, i): Wanted => {
    const joined = joins
      .flatMap(({ left, right }) => [left, right])
      .filter(({ table }) => i > 0 && table === alias)
      .map((column): Condition => ({ kind: 'compare', column, op: '=', to: { kind: 'literal', value: null } }));
    return {
      where: [...where.filter(({ column }) => only || column.table === alias), ...joined],
      order: only ? (orderBy[0]?.column ?? null) : null,
      limited: only && limit !== null && select.groupBy.length === 0,
    };
  });
  return read(tables, wanted);
}

function changePlan(change: Update | Delete, database: Database): Plan {
  const found = read([database.table(change.table)], [{ where: change.where, order: null, limited: false }]);
  return { ...found, cpuUs: found.cpuUs + costs.writeUs, waitUs: found.waitUs + costs.writeWaitUs };
}

/** The table is read twice: to build the index, and again for what was written meanwhile. */
function buildPlan({ table: name }: CreateIndex, database: Database): Plan {
  const table = database.table(name);
  const cpuUs = costs.parseUs + table.declaredRows * costs.indexEntryUs;
  return { cpuUs, scans: [table, table], indexScans: [], waitUs: costs.commitWaitUs, cv: 0.05 };
}

/** Throws SqlError when there is no such table. */
export function planOf(statement: Statement, database: Database): Plan {
  switch (statement.kind) {
    case 'begin':
      return fixed(60, 0, 0.2);
    case 'rollback':
      return fixed(120, 0, 0.2);
    case 'commit':
      return fixed(150, costs.commitWaitUs, 0.3);
    case 'insert': {
      const rows = statement.rows.length;
      return fixed(costs.parseUs + costs.writeUs * rows, costs.writeWaitUs, 0.4);
    }
    case 'select':
      return selectPlan(statement, database);
    case 'update':
    case 'delete':
      return changePlan(statement, database);
    case 'create-index':
      return buildPlan(statement, database);
  }
}
