/** The database's own log, with log_line_prefix '%m [%p] '. */
import type { InstanceId, LogLevel, Telemetry } from '../../telemetry/sinks.ts';
import { PlainLog } from '../observe/plain-log.ts';
import type { SqlError } from './sql/error.ts';

type Severity = 'LOG' | 'WARNING' | 'ERROR' | 'FATAL' | 'DETAIL' | 'HINT' | 'STATEMENT';

type Fields = Readonly<Record<string, string | number>>;

/** Milliseconds as the server prints them. */
export const ms = (us: number): string => (us / 1000).toFixed(3);

export class PostgresLog {
  readonly #log: PlainLog;
  readonly #continued: PlainLog;
  readonly #now: () => number;
  readonly #lines = new Map<string, { readonly line: string; readonly message: string }>();

  constructor(telemetry: Telemetry, instance: InstanceId, now: () => number) {
    this.#log = new PlainLog(telemetry, { service: 'postgres', instance, prefix: '{time:pg} ' });
    this.#continued = new PlainLog(telemetry, { service: 'postgres', instance, prefix: '' });
    this.#now = now;
  }

  write(level: LogLevel, severity: Severity, pid: number, text: string, fields: Fields = {}): void {
    const key = severity + text;
    let made = this.#lines.get(key);
    if (made === undefined) {
      made = { line: `[{pid}] ${severity}:  ${text}`, message: `${severity}:  ${text}` };
      this.#lines.set(key, made);
    }
    this.#log.append(this.#now(), level, made.line, made.message, { pid, ...fields });
  }

  /** The second and later lines of a message that has several. */
  continued(text: string, fields: Fields = {}): void {
    this.#continued.append(this.#now(), 'info', `\t${text}`, text, fields);
  }

  /** A statement that took longer than log_min_duration_statement: simple protocol without parameters, extended with. */
  slow(pid: number, durationUs: number, statement: string, values: readonly unknown[]): void {
    const fields = { duration: ms(durationUs), statement };
    if (values.length === 0) {
      this.write('warn', 'LOG', pid, 'duration: {duration} ms  statement: {statement}', fields);
      return;
    }
    this.write('warn', 'LOG', pid, 'duration: {duration} ms  execute <unnamed>: {statement}', fields);
    const parameters = values.map((value, i) => `$${i + 1} = ${value === null ? 'NULL' : `'${String(value)}'`}`);
    this.write('warn', 'DETAIL', pid, 'Parameters: {parameters}', { parameters: parameters.join(', ') });
  }

  failed(pid: number, error: SqlError, statement: string): void {
    this.write('error', 'ERROR', pid, '{error}', { error: error.message });
    if (error.detail !== '') this.write('error', 'DETAIL', pid, '{detail}', { detail: error.detail });
    if (error.code === '40P01') this.write('error', 'HINT', pid, 'See server log for query details.');
    this.write('error', 'STATEMENT', pid, '{statement}', { statement });
  }
}
