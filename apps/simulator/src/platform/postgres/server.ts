/** The database server: connections, statements on shared cores, time-outs, its log and its exporter. */
import type { QueryResult } from '@firedrill/shop/ports';
import { type Kernel, keyOf, LogNormal, mix } from '../../kernel/index.ts';
import type { FieldValue, InstanceId, LogLevel, Telemetry, TemplateId } from '../../telemetry/sinks.ts';
import { Registry } from '../observe/registry.ts';
import type { Scraper } from '../observe/scraper.ts';
import { Process } from '../process/process.ts';
import type { Timer } from '../process/timers.ts';
import { Cores, type Work } from './cores.ts';
import { execute, type Undo } from './execute.ts';
import { planOf } from './plan.ts';
import { parseSql, SqlError, type Statement } from './sql.ts';
import type { Database } from './tables.ts';

export interface PostgresOptions {
  readonly cores: number;
  readonly maxConnections: number;
  /** log_min_duration_statement */
  readonly slowStatementUs: number;
}

/** Who is told of a statement's end. */
export interface Waiting {
  done(result: QueryResult | null, error: Error | null, waitUs: number): void;
}

export class Connection {
  readonly pid: number;
  readonly applicationName: string;
  state: 'idle' | 'active' | 'idle in transaction' = 'idle';
  /** Since when `state`, or the open transaction. */
  sinceUs: number;
  transactionSinceUs: number | null = null;
  undo: Undo[] | null = null;

  constructor(pid: number, applicationName: string, nowUs: number) {
    this.pid = pid;
    this.applicationName = applicationName;
    this.sinceUs = nowUs;
  }
}

interface Prepared {
  readonly statement: Statement | null;
  readonly error: SqlError | null;
}

interface Running {
  readonly connection: Connection;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly statement: Statement;
  readonly startUs: number;
  readonly waitUs: number;
  readonly waiting: Waiting;
  work: Work | null;
  timer: Timer | null;
}

/** A draw with mean 1, scaled by the plan. In millionths, since draws are integers. */
const draws = new Map<number, LogNormal>();
const drawAround = (mean: number, cv: number, key: number): number => {
  let draw = draws.get(cv);
  if (draw === undefined) {
    draw = new LogNormal(1_000_000, cv);
    draws.set(cv, draw);
  }
  return Math.round((mean * draw.draw(key)) / 1_000_000);
};

const states = ['active', 'idle', 'idle in transaction'] as const;

export class PostgresServer {
  readonly kernel: Kernel;
  readonly database: Database;
  readonly cores: Cores;
  readonly #options: PostgresOptions;
  /** Only for its timers: the server is not one thread. */
  readonly #timers: Process;
  readonly #connections = new Set<Connection>();
  readonly #prepared = new Map<string, Prepared>();
  readonly #telemetry: Telemetry;
  readonly #instance: InstanceId;
  #nextPid = 0;
  #commits = 0;
  #rollbacks = 0;
  readonly #templates = new Map<string, TemplateId>();

  constructor(kernel: Kernel, telemetry: Telemetry, scraper: Scraper, database: Database, options: PostgresOptions) {
    this.kernel = kernel;
    this.database = database;
    this.cores = new Cores(kernel, options.cores);
    this.#options = options;
    this.#timers = new Process(kernel, 'postgres-0');
    this.#telemetry = telemetry;
    this.#instance = telemetry.instance({
      service: 'postgres',
      pod: 'postgres-0',
      version: '16.2',
      node: 'node-db-51aa',
      clockSkewUs: 350,
    });
    this.#addExporter(scraper);
  }

  /** null when there are no slots left. */
  connect(applicationName: string): Connection | null {
    if (this.#connections.size >= this.#options.maxConnections - 3) {
      this.log('fatal', '[{pid}] FATAL:  sorry, too many clients already', { pid: this.#pid() });
      return null;
    }
    const connection = new Connection(this.#pid(), applicationName, this.kernel.nowUs);
    this.#connections.add(connection);
    return connection;
  }

  disconnect(connection: Connection): void {
    if (connection.undo) for (const undo of connection.undo.reverse()) undo();
    this.#connections.delete(connection);
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
    const { statement, error } = this.#prepare(text);
    if (statement === null) {
      this.#fail(connection, text, error ?? new SqlError('42601', 'syntax error'), waiting);
      return;
    }
    const startUs = this.kernel.nowUs;
    connection.state = 'active';
    connection.sinceUs = startUs;
    if (statement.kind === 'begin') connection.transactionSinceUs = startUs;
    const plan = planOf(statement, this.database);
    const waitUs = plan.waitUs === 0 ? 0 : drawAround(plan.waitUs, 0.7, mix(key, 2));
    const running: Running = { connection, text, values, statement, startUs, waitUs, waiting, work: null, timer: null };
    if (timeoutUs > 0 && plan.cpuUs > 20_000)
      running.timer = this.#timers.setTimer(timeoutUs, cancelled, this, running);
    running.work = this.cores.start(drawAround(plan.cpuUs, plan.cv, mix(key, 1)), () => this.#finish(running));
  }

  log(level: LogLevel, line: string, fields: Readonly<Record<string, FieldValue>>): void {
    let template = this.#templates.get(line);
    if (template === undefined) {
      const message = line.replace(/^\[\{pid\}\] /, '');
      const described = Object.entries(fields).map(([name, value]) => ({
        name,
        kind: typeof value === 'number' ? ('number' as const) : ('text' as const),
      }));
      template = this.#telemetry.logs.template({
        service: 'postgres',
        level,
        format: 'plain',
        message,
        line: `{time:pg} ${line}`,
        fields: described,
      });
      this.#templates.set(line, template);
    }
    this.#telemetry.logs.append(template, this.#instance, this.kernel.nowUs, null, Object.values(fields));
  }

  #finish(running: Running): void {
    const { connection, statement, values, waiting, text } = running;
    if (running.timer) this.#timers.clearTimer(running.timer);
    let result: QueryResult;
    try {
      if (statement.kind === 'begin') connection.undo = [];
      if (statement.kind === 'rollback' && connection.undo) for (const undo of connection.undo.reverse()) undo();
      result = execute(statement, this.database, values, this.kernel.nowUs, connection.undo);
    } catch (error) {
      this.#fail(connection, text, error instanceof SqlError ? error : new SqlError('XX000', String(error)), waiting);
      return;
    }
    if (statement.kind === 'commit' || statement.kind === 'rollback') {
      connection.undo = null;
      connection.transactionSinceUs = null;
    }
    if (statement.kind === 'rollback') this.#rollbacks++;
    else if (connection.undo === null) this.#commits++;
    connection.state = connection.undo === null ? 'idle' : 'idle in transaction';
    connection.sinceUs = this.kernel.nowUs;
    const durationUs = this.kernel.nowUs - running.startUs + running.waitUs;
    if (durationUs >= this.#options.slowStatementUs) this.#logSlow(running, durationUs);
    waiting.done(result, null, running.waitUs);
  }

  #logSlow({ connection, text, values }: Running, durationUs: number): void {
    const ms = (durationUs / 1000).toFixed(3);
    const { pid } = connection;
    if (values.length === 0) {
      this.log('warn', '[{pid}] LOG:  duration: {duration} ms  statement: {statement}', {
        pid,
        duration: ms,
        statement: text,
      });
      return;
    }
    this.log('warn', '[{pid}] LOG:  duration: {duration} ms  execute <unnamed>: {statement}', {
      pid,
      duration: ms,
      statement: text,
    });
    const parameters = values.map((value, i) => `$${i + 1} = '${String(value)}'`).join(', ');
    this.log('warn', '[{pid}] DETAIL:  Parameters: {parameters}', { pid, parameters });
  }

  #fail(connection: Connection, text: string, error: SqlError, waiting: Waiting): void {
    const { pid } = connection;
    this.log('error', '[{pid}] ERROR:  {error}', { pid, error: error.message });
    this.log('error', '[{pid}] STATEMENT:  {statement}', { pid, statement: text });
    connection.state = connection.undo === null ? 'idle' : 'idle in transaction';
    connection.sinceUs = this.kernel.nowUs;
    this.#rollbacks++;
    waiting.done(null, error, 0);
  }

  /** @internal */
  cancel(running: Running): void {
    if (running.work) this.cores.cancel(running.work);
    const error = new SqlError('57014', 'canceling statement due to statement timeout');
    this.#fail(running.connection, running.text, error, running.waiting);
  }

  #prepare(text: string): Prepared {
    const known = this.#prepared.get(text);
    if (known) return known;
    let made: Prepared;
    try {
      made = { statement: parseSql(text), error: null };
    } catch (error) {
      made = { statement: null, error: error instanceof SqlError ? error : new SqlError('XX000', String(error)) };
    }
    this.#prepared.set(text, made);
    return made;
  }

  /** Process ids as a long-lived server would have them: by luck of the order, not from 1. */
  #pid(): number {
    this.#nextPid++;
    return 1200 + ((keyOf('postgres') + this.#nextPid * 7) % 29_000);
  }

  #addExporter(scraper: Scraper): void {
    const registry = new Registry(this.#telemetry.metrics);
    const gauges = new Map(
      states.map((state) => [
        state,
        registry.gauge('pg_stat_activity_count', 'number of connections in this state', {
          datname: 'shop',
          state,
          usename: 'shop',
          backend_type: 'client backend',
        }),
      ]),
    );
    const longest = new Map(
      states.map((state) => [
        state,
        registry.gauge(
          'pg_stat_activity_max_tx_duration',
          'max duration in seconds any active transaction has been running',
          { datname: 'shop', state, usename: 'shop' },
        ),
      ]),
    );
    const backends = registry.gauge(
      'pg_stat_database_numbackends',
      'Number of backends currently connected to this database.',
      { datname: 'shop' },
    );
    const commits = registry.counter(
      'pg_stat_database_xact_commit',
      'Number of transactions in this database that have been committed.',
      { datname: 'shop' },
    );
    const rollbacks = registry.counter(
      'pg_stat_database_xact_rollback',
      'Number of transactions in this database that have been rolled back.',
      { datname: 'shop' },
    );
    registry
      .gauge('pg_settings_max_connections', 'Sets the maximum number of concurrent connections.')
      .set(this.#options.maxConnections);
    registry
      .gauge('pg_up', 'Whether the last scrape of metrics from PostgreSQL was able to connect to the server.')
      .set(1);
    const cpu = registry.counter('container_cpu_usage_seconds_total', 'Cumulative cpu time consumed in seconds.', {
      container: 'postgres',
    });
    registry.gauge('machine_cpu_cores', 'Number of logical CPU cores.').set(this.#options.cores);
    registry.onCollect(() => {
      const now = this.kernel.nowUs;
      for (const state of states) {
        let count = 0;
        let longestUs = 0;
        for (const connection of this.#connections) {
          if (connection.state !== state) continue;
          count++;
          const since = connection.transactionSinceUs ?? (state === 'active' ? connection.sinceUs : null);
          if (since !== null) longestUs = Math.max(longestUs, now - since);
        }
        gauges.get(state)?.set(count);
        longest.get(state)?.set(longestUs / 1e6);
      }
      backends.set(this.#connections.size);
      commits.value = this.#commits;
      rollbacks.value = this.#rollbacks;
      cpu.value = this.cores.usedUs() / 1e6;
    });
    const labels = {
      job: 'postgres',
      instance: '10.42.9.5:9187',
      service: 'postgres',
      pod: 'postgres-0',
      namespace: 'shop',
      node: 'node-db-51aa',
    };
    scraper.add({ labels, registry, process: null });
  }
}

const cancelled = (server: PostgresServer, running: Running): void => server.cancel(running);
