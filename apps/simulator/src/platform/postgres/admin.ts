/** What an administrator does at a prompt: looks into pg_stat_activity, and ends what runs too long. */
import type { Connection } from './connection.ts';
import type { PostgresServer } from './server.ts';

export type Backends =
  | { readonly by: 'pid'; readonly pid: number }
  /** Those whose statement (to cancel) or transaction (to terminate) is older than that. */
  | { readonly by: 'application'; readonly application: string; readonly olderThanUs: number };

/** pg_cancel_backend() or pg_terminate_backend() */
export type Ending = 'cancel' | 'terminate';

/** Since when it has been at what it does; null when it is idle, which nobody minds. */
function busySinceUs(connection: Connection, ending: Ending, nowUs: number): number | null {
  const { running, transaction } = connection;
  if (ending === 'terminate' && transaction) return transaction.sinceUs;
  if (running) return running.startUs;
  return ending === 'terminate' && connection.state(nowUs) === 'active' ? connection.changedUs : null;
}

function chosen(server: PostgresServer, which: Backends, ending: Ending): readonly Connection[] {
  const sessions = [...server.sessions()];
  if (which.by === 'pid') return sessions.filter(({ pid }) => pid === which.pid);
  const now = server.kernel.nowUs;
  return sessions.filter((session) => {
    const sinceUs = busySinceUs(session, ending, now);
    return session.applicationName === which.application && sinceUs !== null && now - sinceUs > which.olderThanUs;
  });
}

/** Returns the process ids that it reached, in the order in which they connected. */
export function endBackends(server: PostgresServer, which: Backends, ending: Ending): readonly number[] {
  const found = chosen(server, which, ending);
  if (which.by === 'pid' && found.length === 0) {
    const own = server.pidAt(server.kernel.nowUs);
    server.log.write('warn', 'WARNING', own, 'PID {other} is not a PostgreSQL backend process', { other: which.pid });
  }
  for (const connection of found) {
    if (ending === 'terminate') server.terminate(connection);
    else server.cancelStatement(connection);
  }
  return found.map(({ pid }) => pid);
}
