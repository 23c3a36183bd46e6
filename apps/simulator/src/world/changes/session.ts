/** Somebody's database session: a report, a backfill, a forgotten prompt. */
import { mix2 } from '../../kernel/index.ts';
import type { Connection } from '../../platform/postgres/connection.ts';
import type { ChangeOf } from '../../scenario/index.ts';
import type { Make, Surroundings } from './index.ts';
import { repeat } from './repeat.ts';

const noValues: readonly unknown[] = [];

function oneSession(
  change: ChangeOf<'session'>,
  { kernel, postgres }: Surroundings,
  key: number,
  sinceUs: number,
): () => void {
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
  return repeat(kernel, sinceUs, everyMs, () => {
    if (open !== null) return;
    turns++;
    open = postgres.connect(application);
    step(open, 0);
  });
}

export const openSession: Make<'session'> = (change, around, key, sinceUs) => {
  const ends = Array.from({ length: change.parallel }, (_, i) => oneSession(change, around, mix2(key, 7, i), sinceUs));
  return () => {
    for (const end of ends) end();
  };
};
