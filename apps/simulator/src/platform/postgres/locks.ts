/** Row locks: who holds a row, and who waits for it, first come, first served. */
import type { Kernel } from '../../kernel/index.ts';
import type { Connection, Running } from './connection.ts';
import type { StoredRow } from './tables.ts';

export class RowLock {
  readonly holder: Connection;
  /** When the holder's transaction ends; unknown while it goes on. */
  freeAtUs = Number.POSITIVE_INFINITY;
  readonly waiters: Running[] = [];

  constructor(holder: Connection) {
    this.holder = holder;
  }
}

export class RowLocks {
  readonly #kernel: Kernel;
  readonly #locks = new Map<StoredRow, RowLock>();
  readonly #retry: (running: Running) => void;

  /** `retry` is called for everyone who waited for a lock that is free now, in order. */
  constructor(kernel: Kernel, retry: (running: Running) => void) {
    this.#kernel = kernel;
    this.#retry = retry;
  }

  /** The lock of somebody else that is in the way; null when the row can be had. */
  inTheWay(row: StoredRow, connection: Connection): RowLock | null {
    const lock = this.#locks.get(row);
    if (lock === undefined || lock.holder === connection || lock.freeAtUs <= this.#kernel.nowUs) return null;
    return lock;
  }

  take(row: StoredRow, connection: Connection): void {
    const lock = this.#locks.get(row);
    if (lock?.holder === connection && lock.freeAtUs > this.#kernel.nowUs) return;
    this.#locks.set(row, new RowLock(connection));
    connection.locked.push(row);
  }

  wait(running: Running, lock: RowLock): void {
    running.lock = lock;
    lock.waiters.push(running);
    if (lock.freeAtUs !== Number.POSITIVE_INFINITY && lock.waiters.length === 1)
      this.#kernel.at(lock.freeAtUs, freed, this, lock);
  }

  stopWaiting(running: Running): void {
    const waiters = running.lock?.waiters;
    const at = waiters?.indexOf(running) ?? -1;
    if (at >= 0) waiters?.splice(at, 1);
    running.lock = null;
  }

  /** The session's transaction ends at `atUs`. */
  release(connection: Connection, atUs: number): void {
    for (const row of connection.locked) {
      const lock = this.#locks.get(row);
      if (lock?.holder !== connection) continue;
      lock.freeAtUs = atUs;
      if (lock.waiters.length > 0) this.#kernel.at(atUs, freed, this, lock);
    }
  }

  /** Forgets locks that are free: called when the session does something new. */
  forget(connection: Connection): void {
    if (connection.locked.length === 0) return;
    const now = this.#kernel.nowUs;
    const kept: StoredRow[] = [];
    for (const row of connection.locked) {
      const lock = this.#locks.get(row);
      if (lock?.holder !== connection) continue;
      if (lock.freeAtUs <= now && lock.waiters.length === 0) this.#locks.delete(row);
      else kept.push(row);
    }
    connection.locked.length = 0;
    connection.locked.push(...kept);
  }

  /** @internal */
  freed(lock: RowLock): void {
    for (const running of lock.waiters.splice(0)) {
      running.lock = null;
      this.#retry(running);
    }
  }
}

const freed = (locks: RowLocks, lock: RowLock): void => locks.freed(lock);

/** Whether waiting for `lock` closes a circle: each waits for the next, and the last for `connection`. */
export function isDeadlock(connection: Connection, lock: RowLock): boolean {
  const seen = new Set<Connection>();
  for (let at: RowLock | null = lock; at !== null; at = at.holder.running?.lock ?? null) {
    if (at.holder === connection) return true;
    if (seen.has(at.holder)) return false;
    seen.add(at.holder);
  }
  return false;
}
