/** pg.Pool: first come, first served; the connection used last is used first; texts as pg-pool 3.14 has them. */
import type { Context, Pool, PoolClient, PoolConfig, QueryResult } from '@firedrill/shop/ports';
import { kinds, own, type RequestContext } from '../context.ts';
import type { PodSurroundings } from '../kubernetes/pod.ts';
import { packetDelayUs } from '../network/mesh.ts';
import type { Process } from '../process/process.ts';
import type { Timer } from '../process/timers.ts';
import { Client, type ClientDeps } from './client.ts';
import type { Connection } from './connection.ts';
import { PoolTelemetry } from './pool-telemetry.ts';
import type { PostgresServer } from './server.ts';

/** Connecting, authenticating and setting up the session. */
const dialUs = 5_500;

class Waiter {
  readonly ctx: RequestContext;
  readonly key: number;
  readonly sinceUs: number;
  readonly resolve: (client: PoolClient) => void;
  readonly reject: (error: Error) => void;
  timer: Timer | null = null;
  /** Has got its connection, or its error. */
  settled = false;
  /** Found the pool with room: a connection is made for it, and it never stood in line. */
  direct = false;
  dialSinceUs = 0;

  constructor(
    ctx: RequestContext,
    key: number,
    sinceUs: number,
    resolve: (client: PoolClient) => void,
    reject: (error: Error) => void,
  ) {
    this.ctx = ctx;
    this.key = key;
    this.sinceUs = sinceUs;
    this.resolve = resolve;
    this.reject = reject;
  }
}

class Idle {
  readonly connection: Connection;
  timer: Timer | null = null;
  constructor(connection: Connection) {
    this.connection = connection;
  }
}

export class PgPool implements Pool, ClientDeps {
  readonly process: Process;
  readonly server: PostgresServer;
  readonly telemetry: PoolTelemetry;
  readonly statementTimeoutUs: number;
  readonly #config: PoolConfig;
  readonly #idle: Idle[] = [];
  /** In the order of arrival; those whose time ran out are passed over. */
  readonly #waiters: Waiter[] = [];
  readonly #connections = new Set<Connection>();
  #total = 0;
  #waiting = 0;

  constructor(pod: PodSurroundings, server: PostgresServer, config: PoolConfig) {
    this.process = pod.process;
    this.server = server;
    this.#config = config;
    this.statementTimeoutUs = config.statementTimeoutMillis * 1000;
    this.telemetry = new PoolTelemetry(pod, config, this);
    pod.process.whenEnded(() => {
      for (const connection of this.#connections) server.lost(connection);
    });
  }

  get totalCount(): number {
    return this.#total;
  }

  get idleCount(): number {
    return this.#idle.length;
  }

  get waitingCount(): number {
    return this.#waiting;
  }

  async query(ctx: Context, text: string, values?: readonly unknown[]): Promise<QueryResult> {
    const client = await this.connect(ctx);
    try {
      const result = await client.query(ctx, text, values);
      client.release();
      return result;
    } catch (error) {
      // As pg-pool does it: whatever went wrong, this connection is not used again.
      client.release(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  connect(ctx: Context): Promise<PoolClient> {
    const request = own(ctx);
    const key = request.next(kinds.sql);
    const sinceUs = this.process.localNowUs();
    const idle = this.#idle.pop();
    if (idle) {
      if (idle.timer) this.process.clearTimer(idle.timer);
      this.telemetry.connected(request, key, sinceUs, '');
      return Promise.resolve(new Client(this, idle.connection));
    }
    return new Promise((resolve, reject) => {
      const waiter = new Waiter(request, key, sinceUs, resolve, reject);
      const timeoutUs = this.#config.connectionTimeoutMillis * 1000;
      if (timeoutUs > 0) waiter.timer = this.process.setTimer(timeoutUs, timedOut, this, waiter);
      if (this.#total < this.#config.max) {
        waiter.direct = true;
        this.#dial(waiter);
      } else {
        this.#waiting++;
        this.#waiters.push(waiter);
      }
    });
  }

  giveBack(connection: Connection, borrowedUs: number, broken: boolean): void {
    this.telemetry.useTime.record((this.process.localNowUs() - borrowedUs) / 1e6);
    if (broken || connection.terminated) {
      this.#close(connection);
      const waiter = this.#nextWaiter();
      if (waiter) this.#dial(waiter);
      return;
    }
    this.#offer(connection);
  }

  /** @internal connectionTimeoutMillis */
  expire(waiter: Waiter): void {
    if (waiter.settled) return;
    if (!waiter.direct && waiter.dialSinceUs === 0) this.#waiting--;
    this.telemetry.timeouts.add(1);
    this.#refuse(
      waiter,
      new Error(
        waiter.direct ? 'Connection terminated due to connection timeout' : 'timeout exceeded when trying to connect',
      ),
    );
    if (waiter.direct) this.#makeRoom();
  }

  /** @internal idleTimeoutMillis */
  dropIdle(idle: Idle): void {
    const at = this.#idle.indexOf(idle);
    if (at < 0) return;
    this.#idle.splice(at, 1);
    this.#close(idle.connection);
  }

  /** @internal Nothing ran on it: whoever has borrowed it finds out with the next statement. */
  closedByServer(connection: Connection): void {
    const idle = this.#idle.find((one) => one.connection === connection);
    if (!idle) return;
    if (idle.timer) this.process.clearTimer(idle.timer);
    this.dropIdle(idle);
  }

  /** @internal */
  dialled(waiter: Waiter): void {
    // Given up on a connection of its own: it was closed then.
    if (waiter.settled && waiter.direct) return;
    this.telemetry.createTime.record((this.process.localNowUs() - waiter.dialSinceUs) / 1e6);
    let connection: Connection;
    try {
      connection = this.server.connect(this.#config.applicationName);
    } catch (error) {
      if (!waiter.settled) this.#refuse(waiter, error instanceof Error ? error : new Error(String(error)));
      this.#makeRoom();
      return;
    }
    this.#connections.add(connection);
    const { process } = this;
    connection.onTerminated = () =>
      process.complete(process.kernel.nowUs + packetDelayUs(connection.pid), closedByServer, this, connection);
    if (waiter.settled) this.#offer(connection);
    else this.#grant(waiter, connection);
  }

  #dial(waiter: Waiter): void {
    this.#total++;
    const { process } = this;
    waiter.dialSinceUs = process.localNowUs();
    process.complete(
      waiter.dialSinceUs +
        dialUs +
        packetDelayUs(waiter.key) +
        this.server.edges.extraUs(this.#config.applicationName, 'postgres', waiter.key, process.tcp),
      dialDone,
      this,
      waiter,
    );
  }

  /** A connection less: whoever waits longest gets a new one. */
  #makeRoom(): void {
    this.#total--;
    const waiter = this.#nextWaiter();
    if (waiter) this.#dial(waiter);
  }

  #close(connection: Connection): void {
    this.#total--;
    this.#connections.delete(connection);
    this.server.disconnect(connection);
  }

  /** To whoever waits longest, or to the idle ones. */
  #offer(connection: Connection): void {
    const waiter = this.#nextWaiter();
    if (waiter) {
      this.#grant(waiter, connection);
      return;
    }
    const idle = new Idle(connection);
    this.#idle.push(idle);
    const { idleTimeoutMillis } = this.#config;
    if (idleTimeoutMillis > 0) idle.timer = this.process.setTimer(idleTimeoutMillis * 1000, idleTooLong, this, idle);
  }

  #nextWaiter(): Waiter | undefined {
    let waiter = this.#waiters.shift();
    while (waiter?.settled) waiter = this.#waiters.shift();
    if (waiter) this.#waiting--;
    return waiter;
  }

  #grant(waiter: Waiter, connection: Connection): void {
    waiter.settled = true;
    if (waiter.timer) this.process.clearTimer(waiter.timer);
    this.telemetry.connected(waiter.ctx, waiter.key, waiter.sinceUs, '');
    waiter.resolve(new Client(this, connection));
  }

  #refuse(waiter: Waiter, error: Error): void {
    waiter.settled = true;
    if (waiter.timer) this.process.clearTimer(waiter.timer);
    const errorType = 'code' in error ? String(error.code) : error.name;
    this.telemetry.connected(waiter.ctx, waiter.key, waiter.sinceUs, errorType);
    waiter.reject(error);
  }
}

const timedOut = (pool: PgPool, waiter: Waiter): void => pool.expire(waiter);
const idleTooLong = (pool: PgPool, idle: Idle): void => pool.dropIdle(idle);
const closedByServer = (pool: PgPool, connection: Connection): void => pool.closedByServer(connection);
const dialDone = (pool: PgPool, waiter: Waiter): void => pool.dialled(waiter);
