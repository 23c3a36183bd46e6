/** What a statement costs: processor time on the database's cores, and waiting that uses no core. */
import type { Condition, Statement } from './sql.ts';
import type { Database, Table } from './tables.ts';

/** Microseconds unless said otherwise: a mid-sized server with a warm cache. */
export const costs = {
  parseUs: 180,
  indexLookUpUs: 420,
  rowFetchUs: 14,
  /** Per row that a sequential scan looks at. */
  rowScanUs: 0.29,
  sortRowUs: 0.4,
  writeUs: 520,
  /** Mean waits: reading what is not cached, and the log's flush at commit. */
  readWaitUs: 8_500,
  writeWaitUs: 5_200,
  commitWaitUs: 11_000,
} as const;

export interface Plan {
  readonly cpuUs: number;
  readonly waitUs: number;
  /** How far the actual processor time may lie from `cpuUs`: a coefficient of variation. */
  readonly cv: number;
}

const usableIndex = (table: Table, where: readonly Condition[]): boolean =>
  table.indexes.some((index) =>
    where.some((condition) => condition.op === '=' && condition.column === index.columns[0]),
  );

function scan(table: Table, where: readonly Condition[]): Plan {
  if (usableIndex(table, where)) {
    return { cpuUs: costs.parseUs + costs.indexLookUpUs + costs.rowFetchUs * 8, waitUs: costs.readWaitUs, cv: 0.4 };
  }
  return { cpuUs: costs.parseUs + table.declaredRows * costs.rowScanUs, waitUs: costs.readWaitUs, cv: 0.3 };
}

export function planOf(statement: Statement, database: Database): Plan {
  switch (statement.kind) {
    case 'ping':
    case 'begin':
      return { cpuUs: 60, waitUs: 0, cv: 0.2 };
    case 'rollback':
      return { cpuUs: 120, waitUs: 0, cv: 0.2 };
    case 'commit':
      return { cpuUs: 150, waitUs: costs.commitWaitUs, cv: 0.3 };
    case 'insert':
      return { cpuUs: costs.parseUs + costs.writeUs, waitUs: costs.writeWaitUs, cv: 0.4 };
    case 'select':
      return scan(database.table(statement.table), statement.where);
    case 'update':
    case 'delete': {
      const found = scan(database.table(statement.table), statement.where);
      return { cpuUs: found.cpuUs + costs.writeUs, waitUs: found.waitUs + costs.writeWaitUs, cv: found.cv };
    }
  }
}
