/** The database server: sessions, statements on shared cores, row locks, time-outs. */
import type { QueryResult } from '@firedrill/shop/ports';
import { type Kernel, LogNormal, mix } from '../../kernel/index.ts';
import type { Telemetry } from '../../telemetry/sinks.ts';
import { storesNode } from '../host/hosts.ts';
import type { Edges } from '../network/edges.ts';
import { newTcpCounts } from '../network/tcp.ts';
import type { Scraper } from '../observe/scraper.ts';
import { Process } from '../process/process.ts';
import { Connection, Running, type Waiting } from './connection.ts';
import { Cores } from './cores.ts';
import { addExporter } from './exporter.ts';
import { isDeadlock, type RowLock, RowLocks } from './locks.ts';
import { ms, PostgresLog } from './log.ts';
import { blocksOf, cpuOf, type Plan } from './plan.ts';
import { type Prepared, StatementCache } from './prepare.ts';
import type { Skip } from './run/select.ts';
import { SqlError } from './sql/error.ts';
import type { Database } from './tables.ts';
import { startUpkeep } from './upkeep.ts';

export interface PostgresOptions {
  readonly cores: number;
  readonly maxConnections: number;
  /** log_min_duration_statement */
  readonly slowStatementUs: number;
  readonly edges: Edges;
}

/** Slots that are kept for administrators. */
const reservedConnections = 3;
/** deadlock_timeout: a longer wait for a lock is looked at, and logged. */
const deadlockTimeoutUs = 1_000_000;

/** Draws with mean 1, by coefficient of variation. In millionths, since draws are integers. */
const draws = new Map<number, LogNormal>();

function drawAround(mean: number, cv: number, key: number): number {
  let draw = draws.get(cv);
  if (draw === undefined) {
    draw = new LogNormal(1_000_000, cv);
    draws.set(cv, draw);
  }
  return Math.round((mean * draw.draw(key)) / 1_000_000);
}

const asSqlError = (error: unknown): SqlError =>
  error instanceof SqlError ? error : new SqlError('XX000', String(error));

/** The number of the transaction that is current at an instant: the same in every run. */
const transactionAt = (timeUs: number): number => Math.floor(timeUs / 31_000) % 2_000_000_000;

export class PostgresServer {
  readonly kernel: Kernel;
  readonly database: Database;
  readonly cores: Cores;
  readonly locks: RowLocks;
  readonly log: PostgresLog;
  readonly maxConnections: number;
  readonly edges: Edges;
  readonly tcp = newTcpCounts();
  readonly counts = { commits: 0, rollbacks: 0, deadlocks: 0, blocksHit: 0, blocksRead: 0 };
  readonly #slowStatementUs: number;
  /** Only for its timers: the server is not one thread. */
  readonly #timers: Process;
  readonly #connections = new Set<Connection>();
  readonly #pids = new Set<number>();
  readonly #statements: StatementCache;

  constructor(kernel: Kernel, telemetry: Telemetry, scraper: Scraper, database: Database, options: PostgresOptions) {
    this.kernel = kernel;
    this.database = database;
    this.cores = new Cores(kernel, options.cores);
    this.locks = new RowLocks(kernel, (running) => this.#finish(running));
    this.maxConnections = options.maxConnections;
    this.edges = options.edges;
    this.#slowStatementUs = options.slowStatementUs;
    this.#timers = new Process(kernel, 'postgres-0');
    this.#statements = new StatementCache(database);
    const pod = 'postgres-0';
    const instance = telemetry.instance({
      service: 'postgres',
      pod,
      version: '16.2',
      node: storesNode,
      clockSkewUs: 350,
    });
    this.log = new PostgresLog(telemetry, instance, () => kernel.nowUs);
    addExporter(this, telemetry, scraper);
    startUpkeep(this);
  }

  get sessionCount(): number {
    return this.#connections.size;
  }

  /** pg_stat_activity */
  sessions(): Iterable<Connection> {
    return this.#connections;
  }

  /** Throws SqlError when there are no slots left; an administrator may have the last ones. */
  connect(applicationName: string, isSuperuser = false): Connection {
    const pid = this.pidAt(this.kernel.nowUs);
    if (this.#connections.size >= this.maxConnections - (isSuperuser ? 0 : reservedConnections)) {
      const error = new SqlError(
        '53300',
        'remaining connection slots are reserved for roles with the SUPERUSER attribute',
      );
      this.log.write('fatal', 'FATAL', pid, '{error}', { error: error.message });
      throw error;
    }
    const connection = new Connection(pid, applicationName, this.kernel.nowUs);
    this.#pids.add(pid);
    this.#connections.add(connection);
    return connection;
  }

  /** The client has said goodbye. */
  disconnect(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.#rollBack(connection);
    this.#pids.delete(connection.pid);
  }

  /** The client's process has ended. A statement that runs goes on: the server notices when it answers. */
  lost(connection: Connection): void {
    connection.gone = true;
    if (connection.running !== null || !this.#connections.has(connection)) return;
    if (connection.transaction)
      this.log.write('info', 'LOG', connection.pid, 'unexpected EOF on client connection with an open transaction');
    this.disconnect(connection);
  }

  /** `key` addresses the luck of this statement; `timeoutUs` 0 is no limit. Never throws. */
  run(
    connection: Connection,
    text: string,
    values: readonly unknown[],
    timeoutUs: number,
    key: number,
    waiting: Waiting,
  ): void {
    if (connection.terminated) {
      waiting.done(null, new Error('Connection terminated unexpectedly'), 0);
      return;
    }
    const { prepared, error } = this.#statements.get(text);
    if (prepared === null) {
      this.#fail(connection, text, error ?? new SqlError('XX000', 'no plan'), waiting);
      return;
    }
    this.locks.forget(connection);
    const { kind, plan } = prepared;
    if (connection.transaction?.aborted && kind !== 'commit' && kind !== 'rollback') {
      const message = 'current transaction is aborted, commands ignored until end of transaction block';
      this.#fail(connection, text, new SqlError('25P02', message), waiting);
      return;
    }
    const waitUs = plan.waitUs === 0 ? 0 : drawAround(plan.waitUs, 0.7, mix(key, 2));
    const running = new Running(connection, prepared, text, values, this.kernel.nowUs, waitUs, waiting);
    connection.began(running);
    if (timeoutUs > 0) running.timeout = this.#timers.setTimer(timeoutUs, timedOut, this, running);
    this.#count(plan);
    running.work = this.cores.start(drawAround(cpuOf(plan), plan.cv, mix(key, 1)), computed, this, running);
  }

  /** A process id as a server that has been up for weeks would give it: it tells nothing of the run. */
  pidAt(timeUs: number): number {
    let pid = 1000 + (Math.floor(timeUs / 250_000) % 31_000);
    while (this.#pids.has(pid)) pid++;
    return pid;
  }

  /** @internal The processor's part is done: take the locks, then do what the statement says. */
  computed(running: Running): void {
    running.work = null;
    this.#finish(running);
  }

  /** @internal statement_timeout */
  cancel(running: Running): void {
    if (running.connection.running !== running) return;
    this.#cancel(running, 'canceling statement due to statement timeout');
  }

  /** pg_cancel_backend(): ends the statement that runs, and nothing else. False when none runs. */
  cancelStatement({ running }: Connection): boolean {
    if (running === null) return false;
    this.#cancel(running, 'canceling statement due to user request');
    return true;
  }

  /** pg_terminate_backend(): the transaction is rolled back and the connection closed. */
  terminate(connection: Connection): void {
    const { running, pid } = connection;
    const error = new SqlError('57P01', 'terminating connection due to administrator command');
    this.log.write('fatal', 'FATAL', pid, '{error}', { error: error.message });
    connection.terminated = true;
    if (running) {
      this.log.write('fatal', 'STATEMENT', pid, '{statement}', { statement: running.text });
      this.#withdraw(running);
    }
    this.disconnect(connection);
    if (running === null) connection.onTerminated?.();
    else if (!connection.gone) running.waiting.done(null, error, 0);
  }

  /** @internal deadlock_timeout */
  lookAtWait(running: Running): void {
    const { lock, connection } = running;
    running.lockTimer = null;
    if (lock === null) return;
    if (isDeadlock(connection, lock)) {
      this.counts.deadlocks++;
      const detail = `Process ${connection.pid} waits for ShareLock on transaction ${transactionAt(lock.holder.changedUs)}; blocked by process ${lock.holder.pid}.`;
      this.#stop(running, new SqlError('40P01', 'deadlock detected', detail));
      return;
    }
    running.lockLogged = true;
    this.#logWait(running, lock, 'still waiting for');
    const queue = lock.waiters.map((waiter) => waiter.connection.pid).join(', ');
    const fields = { holder: lock.holder.pid, queue };
    this.log.write(
      'info',
      'DETAIL',
      connection.pid,
      'Process holding the lock: {holder}. Wait queue: {queue}.',
      fields,
    );
    this.log.write('info', 'STATEMENT', connection.pid, '{statement}', { statement: running.text });
  }

  #finish(running: Running): void {
    const { connection, prepared, values } = running;
    const { kernel } = this;
    let result: QueryResult;
    try {
      const skip = this.#takeLocks(running);
      if (skip === 'waits') return;
      const undo = connection.transaction?.undo ?? null;
      result = prepared.run(values, kernel.nowUs, undo, skip);
    } catch (error) {
      this.#stop(running, asSqlError(error));
      return;
    }
    this.#clearTimers(running);
    connection.ended(kernel.nowUs, kernel.nowUs + running.waitUs);
    this.#endTransaction(connection, prepared, running);
    const durationUs = kernel.nowUs - running.startUs + running.waitUs;
    if (durationUs >= this.#slowStatementUs) this.log.slow(connection.pid, durationUs, running.text, values);
    if (connection.gone) this.#nobodyListens(connection);
    else running.waiting.done(result, null, running.waitUs);
  }

  /** What is to be passed over, or that the statement waits. Throws SqlError for NOWAIT. */
  #takeLocks(running: Running): Skip | null | 'waits' {
    const { connection, prepared, values } = running;
    const { locking, lockedTable } = prepared;
    if (locking === null) return null;
    const skip: Skip | null = locking === 'skip locked' ? (row) => this.locks.inTheWay(row, connection) !== null : null;
    for (const row of prepared.targets(values, this.kernel.nowUs, skip)) {
      const lock = this.locks.inTheWay(row, connection);
      if (lock === null) {
        this.locks.take(row, connection);
        continue;
      }
      if (locking === 'nowait')
        throw new SqlError('55P03', `could not obtain lock on row in relation "${lockedTable?.name ?? ''}"`);
      this.#wait(running, lock);
      return 'waits';
    }
    const { lockedSinceUs } = running;
    if (running.lockLogged && lockedSinceUs > 0) this.#logAcquired(running);
    return skip;
  }

  #wait(running: Running, lock: RowLock): void {
    this.locks.wait(running, lock);
    if (running.lockedSinceUs > 0) return;
    running.lockedSinceUs = this.kernel.nowUs;
    running.lockTimer = this.#timers.setTimer(deadlockTimeoutUs, waitsLong, this, running);
  }

  #logWait(running: Running, lock: RowLock, how: string): void {
    const { pid } = running.connection;
    this.log.write(
      'info',
      'LOG',
      pid,
      'process {process} {how} ShareLock on transaction {transaction} after {waited} ms',
      {
        process: pid,
        how,
        transaction: transactionAt(lock.holder.changedUs),
        waited: ms(this.kernel.nowUs - running.lockedSinceUs),
      },
    );
  }

  #logAcquired(running: Running): void {
    const { pid } = running.connection;
    this.log.write(
      'info',
      'LOG',
      pid,
      'process {process} {how} ShareLock on transaction {transaction} after {waited} ms',
      {
        process: pid,
        how: 'acquired',
        transaction: transactionAt(running.lockedSinceUs),
        waited: ms(this.kernel.nowUs - running.lockedSinceUs),
      },
    );
  }

  #endTransaction(connection: Connection, { kind }: Prepared, running: Running): void {
    const { kernel, counts } = this;
    if (kind === 'begin') {
      connection.transaction ??= { sinceUs: running.startUs, undo: [], aborted: false };
      return;
    }
    const aborted = connection.transaction?.aborted === true;
    if (kind === 'rollback' || (kind === 'commit' && aborted)) {
      this.#rollBack(connection);
      counts.rollbacks++;
      return;
    }
    if (connection.transaction !== null && kind !== 'commit') return;
    connection.transaction = null;
    counts.commits++;
    this.locks.release(connection, kernel.nowUs + running.waitUs);
  }

  #rollBack(connection: Connection): void {
    for (const undo of connection.transaction?.undo.reverse() ?? []) undo();
    connection.transaction = null;
    this.locks.release(connection, this.kernel.nowUs);
  }

  #cancel(running: Running, message: string): void {
    this.#stop(running, new SqlError('57014', message));
  }

  #withdraw(running: Running): void {
    if (running.work) this.cores.cancel(running.work);
    this.#clearTimers(running);
    this.locks.stopWaiting(running);
    running.connection.ended(this.kernel.nowUs, 0);
  }

  /** Ends a statement that runs with an error. */
  #stop(running: Running, error: SqlError): void {
    this.#withdraw(running);
    this.#fail(running.connection, running.text, error, running.waiting);
  }

  #fail(connection: Connection, text: string, error: SqlError, waiting: Waiting): void {
    this.log.failed(connection.pid, error, text);
    if (connection.transaction) connection.transaction.aborted = true;
    else {
      this.counts.rollbacks++;
      this.locks.release(connection, this.kernel.nowUs);
    }
    if (connection.gone) this.#nobodyListens(connection);
    else waiting.done(null, error, 0);
  }

  #nobodyListens(connection: Connection): void {
    this.log.write('info', 'LOG', connection.pid, 'could not send data to client: Broken pipe');
    this.log.write('fatal', 'FATAL', connection.pid, 'connection to client lost');
    this.disconnect(connection);
  }

  #clearTimers(running: Running): void {
    if (running.timeout) this.#timers.clearTimer(running.timeout);
    if (running.lockTimer) this.#timers.clearTimer(running.lockTimer);
  }

  #count(plan: Plan): void {
    const { counts } = this;
    const blocks = blocksOf(plan);
    counts.blocksHit += blocks;
    if (plan.waitUs > 0) counts.blocksRead++;
    for (const { activity, declaredRows } of plan.scans) {
      activity.sequentialScans++;
      activity.sequentialRows += declaredRows;
    }
    for (const { activity } of plan.indexScans) activity.indexScans++;
  }
}

const computed = (server: PostgresServer, running: Running): void => server.computed(running);
const timedOut = (server: PostgresServer, running: Running): void => server.cancel(running);
const waitsLong = (server: PostgresServer, running: Running): void => server.lookAtWait(running);
