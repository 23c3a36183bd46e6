import type { QueryResult } from '@firedrill/shop/ports';
import type { Timer } from '../process/timers.ts';
import type { Work } from './cores.ts';
import type { RowLock } from './locks.ts';
import type { Prepared } from './prepare.ts';
import type { Undo } from './run/write.ts';
import type { StoredRow } from './tables.ts';

/** Who is told of a statement's end. The reply leaves the server `waitUs` later. */
export interface Waiting {
  done(result: QueryResult | null, error: Error | null, waitUs: number): void;
}

export interface Transaction {
  readonly sinceUs: number;
  readonly undo: Undo[];
  /** After an error: nothing but its end is accepted. */
  aborted: boolean;
}

/** A statement that is being run. */
export class Running {
  readonly connection: Connection;
  readonly prepared: Prepared;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly startUs: number;
  /** Reading and flushing that comes on top of the processor time. */
  readonly waitUs: number;
  readonly waiting: Waiting;
  work: Work | null = null;
  timeout: Timer | null = null;
  /** The lock it waits for, since when, and the timer after which that is worth a line in the log. */
  lock: RowLock | null = null;
  lockedSinceUs = 0;
  lockTimer: Timer | null = null;
  lockLogged = false;

  constructor(
    connection: Connection,
    prepared: Prepared,
    text: string,
    values: readonly unknown[],
    startUs: number,
    waitUs: number,
    waiting: Waiting,
  ) {
    this.connection = connection;
    this.prepared = prepared;
    this.text = text;
    this.values = values;
    this.startUs = startUs;
    this.waitUs = waitUs;
    this.waiting = waiting;
  }
}

export type SessionState = 'active' | 'idle' | 'idle in transaction' | 'idle in transaction (aborted)';

/** Why a session does not get on: type and event as in pg_stat_activity, '' for neither. */
export type Wait = 'IO/DataFileRead' | 'IO/WALSync' | 'Lock/transactionid' | 'Client/ClientRead' | '/';

export class Connection {
  readonly pid: number;
  readonly applicationName: string;
  /** When the latest statement began, or ended. */
  changedUs: number;
  /** Until then the server still reads or flushes for the latest statement. */
  busyUntilUs = 0;
  running: Running | null = null;
  transaction: Transaction | null = null;
  /** Rows that this session has locked, or had locked until its latest statement. */
  readonly locked: StoredRow[] = [];
  #writes = false;
  /** The client is no longer there. */
  gone = false;
  /** An administrator has ended it; the client may not know yet. */
  terminated = false;
  /** Called when the server ends the connection while nothing runs on it. */
  onTerminated: (() => void) | null = null;

  constructor(pid: number, applicationName: string, nowUs: number) {
    this.pid = pid;
    this.applicationName = applicationName;
    this.changedUs = nowUs;
  }

  began(running: Running): void {
    this.running = running;
    this.changedUs = running.startUs;
    this.#writes = running.prepared.kind !== 'select';
  }

  ended(nowUs: number, busyUntilUs: number): void {
    this.running = null;
    this.changedUs = nowUs;
    this.busyUntilUs = busyUntilUs;
  }

  state(nowUs: number): SessionState {
    if (this.running !== null || this.busyUntilUs > nowUs) return 'active';
    if (this.transaction === null) return 'idle';
    return this.transaction.aborted ? 'idle in transaction (aborted)' : 'idle in transaction';
  }

  wait(nowUs: number): Wait {
    if (this.running !== null) return this.running.lock === null ? '/' : 'Lock/transactionid';
    if (this.busyUntilUs > nowUs) return this.#writes ? 'IO/WALSync' : 'IO/DataFileRead';
    return 'Client/ClientRead';
  }
}
