/** What is done at the database's prompt. */
import { endBackends } from '../../platform/postgres/index.ts';
import type { Act } from './act.ts';

const functions = { cancel: 'pg_cancel_backend', terminate: 'pg_terminate_backend' } as const;
/** Of a session, what makes it too old: its statement, or its transaction. */
const ages = { cancel: 'query_start', terminate: 'xact_start' } as const;
const prompt = 'psql';
const noValues: readonly unknown[] = [];

export const cancelBackend: Act<'cancel-backend'> = ({ backends, ending }, { postgres }, operation) => {
  const statement =
    backends.by === 'pid'
      ? `SELECT ${functions[ending]}(${backends.pid})`
      : `SELECT ${functions[ending]}(pid) FROM pg_stat_activity WHERE application_name = '${backends.application.replaceAll("'", "''")}' AND now() - ${ages[ending]} > interval '${backends.olderThanSeconds} s'`;
  const which =
    backends.by === 'pid' ? backends : { ...backends, olderThanUs: Math.round(backends.olderThanSeconds * 1e6) };
  const pids = endBackends(postgres, which, ending);
  operation.note('done', {
    kind: 'audit',
    reason: 'DatabasePrompt',
    service: 'postgres',
    object: 'pod/postgres-0',
    message: `${statement} (${pids.length === 1 ? '1 row' : `${pids.length} rows`})`,
    details: { application: prompt, processes: pids.join(', ') || 'none' },
  });
};

/** As PostgreSQL names one, with a number when the name is taken. */
function nameFor(taken: ReadonlySet<string>, table: string, column: string): string {
  const name = `${table}_${column}_idx`;
  let nth = 0;
  while (taken.has(nth === 0 ? name : `${name}${nth}`)) nth++;
  return nth === 0 ? name : `${name}${nth}`;
}

export const createIndex: Act<'create-index'> = ({ table, column }, { kernel, database, postgres }, operation, key) => {
  const name = nameFor(database.indexNames(), table, column);
  const statement = `CREATE INDEX CONCURRENTLY ${name} ON ${table} (${column})`;
  const what = { kind: 'config', service: 'postgres', object: `table/${table}` } as const;
  const sinceUs = kernel.nowUs;
  const end = (error: unknown): void => {
    if (!error) {
      const seconds = ((kernel.nowUs - sinceUs) / 1e6).toFixed(1);
      operation.note('done', { ...what, reason: 'IndexCreated', message: `${name} is valid after ${seconds} s` });
      return;
    }
    const message = `${statement}: ${error instanceof Error ? error.message : String(error)}`;
    operation.note('failed', { ...what, reason: 'IndexFailed', severity: 'warning', message });
  };
  try {
    const connection = postgres.connect(prompt, true);
    operation.note('running', { ...what, reason: 'IndexBuildStarted', message: statement, details: { index: name } });
    postgres.run(connection, statement, noValues, 0, key, {
      done: (_result, error) => {
        postgres.disconnect(connection);
        end(error);
      },
    });
  } catch (error) {
    end(error);
  }
};
