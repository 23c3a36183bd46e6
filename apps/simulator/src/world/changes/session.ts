/** Somebody's database session: a report, a backfill, a forgotten prompt. */
import { mix2 } from '../../kernel/index.ts';
import type { Connection } from '../../platform/postgres/connection.ts';
import type { Make } from './index.ts';
import { repeat } from './repeat.ts';

const noValues: readonly unknown[] = [];

export const openSession: Make<'session'> = (change, { kernel, postgres }, key) => {
  const { application, statements, holdMs, everyMs } = change;
  const all = ['BEGIN', ...statements];
  let open: Connection | null = null;
  let turns = 0;

  const finish = (connection: Connection, text: 'COMMIT' | 'ROLLBACK'): void => {
    const done = (): void => {
      postgres.disconnect(connection);
      if (open === connection) open = null;
    };
    postgres.run(connection, text, noValues, 0, mix2(key, turns, 1000), { done });
  };
  const step = (connection: Connection, index: number): void => {
    const text = all[index];
    if (text === undefined) {
      kernel.at(kernel.nowUs + holdMs * 1000, () => finish(connection, 'COMMIT'), null, null);
      return;
    }
    postgres.run(connection, text, noValues, 0, mix2(key, turns, index), {
      done: (_result, error, waitUs) => {
        if (error) finish(connection, 'ROLLBACK');
        else kernel.at(kernel.nowUs + waitUs, () => step(connection, index + 1), null, null);
      },
    });
  };
  return repeat(kernel, everyMs, () => {
    if (open !== null) return;
    turns++;
    open = postgres.connect(application);
    step(open, 0);
  });
};
