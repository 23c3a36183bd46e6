/** A borrowed connection: one statement at a time, in the order of the calls. */
import type { Context, PoolClient, QueryResult } from '@firedrill/shop/ports';
import { mix } from '../../kernel/index.ts';
import { kinds, own, type RequestContext } from '../context.ts';
import { packetDelayUs } from '../network/mesh.ts';
import type { TcpCounts } from '../network/tcp.ts';
import type { Process } from '../process/process.ts';
import type { Connection, Waiting } from './connection.ts';
import type { PoolTelemetry } from './pool-telemetry.ts';
import type { PostgresServer } from './server.ts';

const clientCostUs = 70;

/** What clients of one pool have in common. */
export interface ClientDeps {
  readonly process: Process;
  readonly server: PostgresServer;
  readonly telemetry: PoolTelemetry;
  /** statement_timeout; 0 is none. */
  readonly statementTimeoutUs: number;
  giveBack(connection: Connection, borrowedUs: number, broken: boolean): void;
}

const noValues: readonly unknown[] = [];

export class Client implements PoolClient {
  readonly deps: ClientDeps;
  readonly connection: Connection;
  readonly #borrowedUs: number;
  #released = false;
  #sent: Query | null = null;
  readonly #queue: Query[] = [];

  constructor(deps: ClientDeps, connection: Connection) {
    this.deps = deps;
    this.connection = connection;
    this.#borrowedUs = deps.process.localNowUs();
  }

  query(ctx: Context, text: string, values: readonly unknown[] = noValues): Promise<QueryResult> {
    const request = own(ctx);
    this.deps.process.charge(clientCostUs);
    const key = request.next(kinds.sql);
    return new Promise((resolve, reject) => {
      const query = new Query(this, request, key, text, values, resolve, reject);
      if (this.#sent === null) this.#send(query);
      else this.#queue.push(query);
    });
  }

  release(error?: Error | boolean): void {
    if (this.#released) throw new Error('Release called on client which has already been released to the pool.');
    this.#released = true;
    this.deps.giveBack(this.connection, this.#borrowedUs, error !== undefined && error !== false);
  }

  /** @internal */
  wayUs(key: number, sender: TcpCounts): number {
    const { edges } = this.deps.server;
    return packetDelayUs(key) + edges.extraUs(this.connection.applicationName, 'postgres', key, sender);
  }

  /** @internal */
  answered(): void {
    this.#sent = null;
    const next = this.#queue.shift();
    if (next) this.#send(next);
  }

  #send(query: Query): void {
    this.#sent = query;
    const { process } = this.deps;
    process.kernel.at(process.localNowUs() + this.wayUs(query.key, process.tcp), arrive, query, null);
  }
}

class Query implements Waiting {
  readonly key: number;
  readonly #client: Client;
  readonly #ctx: RequestContext;
  readonly #text: string;
  readonly #values: readonly unknown[];
  readonly #startUs: number;
  readonly #resolve: (result: QueryResult) => void;
  readonly #reject: (error: Error) => void;
  #result: QueryResult | null = null;
  #error: Error | null = null;

  constructor(
    client: Client,
    ctx: RequestContext,
    key: number,
    text: string,
    values: readonly unknown[],
    resolve: (result: QueryResult) => void,
    reject: (error: Error) => void,
  ) {
    this.#client = client;
    this.#ctx = ctx;
    this.key = key;
    this.#text = text;
    this.#values = values;
    this.#startUs = client.deps.process.localNowUs();
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** @internal The statement has reached the server. */
  arrive(): void {
    const { deps, connection } = this.#client;
    if (connection.gone) return;
    deps.server.run(connection, this.#text, this.#values, deps.statementTimeoutUs, this.key, this);
  }

  done(result: QueryResult | null, error: Error | null, waitUs: number): void {
    this.#result = result;
    this.#error = error;
    const { process, server } = this.#client.deps;
    const wayUs = this.#client.wayUs(mix(this.key, 3), server.tcp);
    process.complete(process.kernel.nowUs + waitUs + wayUs, replied, this, null);
  }

  /** @internal */
  replied(): void {
    this.#client.deps.telemetry.queried(this.#ctx, this.key, this.#text, this.#startUs, this.#error);
    if (this.#error) this.#reject(this.#error);
    else this.#resolve(this.#result ?? { rows: [], rowCount: 0 });
    this.#client.answered();
  }
}

const arrive = (query: Query): void => query.arrive();
const replied = (query: Query): void => query.replied();
