/** What the edge saw, minute by minute, over requests that began in the minute. Exact, not scraped. */
import { type TableColumn, tableColumns } from '../scenario/expect.ts';
import type { Chunk } from '../telemetry/record/chunk.ts';

const minuteMs = 60_000;
/** Requests that began in a minute may take this long to be answered. */
export const patienceMs = 30_000;

export type EdgeRow = Readonly<Record<TableColumn, number>>;

interface Minute {
  readonly durationsMs: number[];
  failed: number;
}

/** Nearest rank. */
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;

export class EdgeTable {
  readonly #minutes = new Map<number, Minute>();

  add({ edge }: Chunk): void {
    edge.endUs.forEach((endUs, i) => {
      const durationUs = edge.durationUs[i] ?? 0;
      const index = Math.floor((endUs - durationUs) / 1000 / minuteMs);
      const minute = this.#minutes.get(index) ?? { durationsMs: [], failed: 0 };
      this.#minutes.set(index, minute);
      minute.durationsMs.push(durationUs / 1000);
      if ((edge.status[i] ?? 0) >= 500) minute.failed++;
    });
  }

  /** Of the minute that begins at `atMs`. */
  row(atMs: number): EdgeRow {
    const { durationsMs, failed } = this.#minutes.get(atMs / minuteMs) ?? { durationsMs: [], failed: 0 };
    const sorted = [...durationsMs].sort((a, b) => a - b);
    return {
      rps: sorted.length / 60,
      p50_ms: quantile(sorted, 0.5),
      p95_ms: quantile(sorted, 0.95),
      p99_ms: quantile(sorted, 0.99),
      error_pct: sorted.length === 0 ? 0 : (100 * failed) / sorted.length,
    };
  }
}

export const shown = (column: TableColumn, value: number): string => value.toFixed(column === 'error_pct' ? 3 : 1);

export const headerLine = `minute ${tableColumns.join(' ')}`;

export const rowLine = (atMs: number, row: EdgeRow): string =>
  [new Date(atMs).toISOString().slice(11, 16), ...tableColumns.map((column) => shown(column, row[column]))].join('\t');
