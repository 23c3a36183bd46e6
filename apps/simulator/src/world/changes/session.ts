/**
 * Somebody's program at the database: a report, a backfill, a forgotten prompt.
 * Its workers keep their connections; when one of those is ended, the program ends with all of them.
 */
import { mix2 } from '../../kernel/index.ts';
import type { Connection } from '../../platform/postgres/connection.ts';
import type { ChangeOf } from '../../scenario/index.ts';
import type { Make, Surroundings } from './index.ts';
import { repeat } from './repeat.ts';

const noValues: readonly unknown[] = [];

class Program {
  readonly #change: ChangeOf<'session'>;
  readonly #around: Surroundings;
  readonly #workers: Worker[] = [];
  readonly #noMoreTurns: (() => void)[] = [];
  over = false;

  constructor(change: ChangeOf<'session'>, around: Surroundings, key: number, sinceUs: number) {
    this.#change = change;
    this.#around = around;
    for (let i = 0; i < change.parallel; i++) {
      const worker = new Worker(this, change, around, mix2(key, 7, i));
      this.#workers.push(worker);
      this.#noMoreTurns.push(repeat(around.kernel, sinceUs, change.everyMs, () => worker.turn()));
    }
  }

  connect(): Connection {
    const connection = this.#around.postgres.connect(this.#change.application);
    connection.onTerminated = () => this.crash();
    return connection;
  }

  /** What is under way comes to its end. */
  finish(): void {
    this.#stop();
    for (const worker of this.#workers) worker.leaveWhenIdle();
  }

  crash(): void {
    this.#stop();
    for (const worker of this.#workers) worker.leave();
  }

  #stop(): void {
    this.over = true;
    for (const end of this.#noMoreTurns) end();
  }
}

class Worker {
  readonly #program: Program;
  readonly #change: ChangeOf<'session'>;
  readonly #around: Surroundings;
  readonly #key: number;
  #connection: Connection | null = null;
  #busy = false;
  #turns = 0;

  constructor(program: Program, change: ChangeOf<'session'>, around: Surroundings, key: number) {
    this.#program = program;
    this.#change = change;
    this.#around = around;
    this.#key = key;
  }

  turn(): void {
    if (this.#busy) return;
    this.#connection ??= this.#program.connect();
    this.#busy = true;
    this.#turns++;
    this.#step(this.#connection, ['BEGIN', ...this.#change.statements], 0);
  }

  leave(): void {
    if (this.#connection) this.#around.postgres.lost(this.#connection);
    this.#connection = null;
  }

  leaveWhenIdle(): void {
    if (!this.#busy) this.leave();
  }

  #step(connection: Connection, texts: readonly string[], index: number): void {
    const { kernel } = this.#around;
    const text = texts[index];
    if (text === undefined) {
      kernel.at(kernel.nowUs + this.#change.holdMs * 1000, () => this.#end(connection, 'COMMIT'), null, null);
      return;
    }
    this.#run(connection, text, index, (error, waitUs) => {
      if (error) this.#end(connection, 'ROLLBACK');
      else kernel.at(kernel.nowUs + waitUs, () => this.#step(connection, texts, index + 1), null, null);
    });
  }

  #end(connection: Connection, text: 'COMMIT' | 'ROLLBACK'): void {
    this.#run(connection, text, 1000, () => {
      this.#busy = false;
      if (this.#program.over) this.leave();
    });
  }

  #run(connection: Connection, text: string, luck: number, done: (error: Error | null, waitUs: number) => void): void {
    if (connection !== this.#connection) return;
    this.#around.postgres.run(connection, text, noValues, 0, mix2(this.#key, this.#turns, luck), {
      done: (_result, error, waitUs) => {
        if (connection.terminated) this.#program.crash();
        else done(error, waitUs);
      },
    });
  }
}

export const openSession: Make<'session'> = (change, around, key, sinceUs) => {
  const program = new Program(change, around, key, sinceUs);
  return () => program.finish();
};
