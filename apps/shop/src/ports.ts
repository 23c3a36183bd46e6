/**
 * Everything a service may ask of its surroundings.
 *
 * Services are written against these interfaces only: they import nothing else,
 * and start from `start(ports)`. Durations are milliseconds unless a name says otherwise.
 */

/** The work in hand: which request or job it belongs to. Passed first to every call. */
export interface Context {
  /** 32 lower-case hex characters. */
  readonly traceId: string;
}

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  sleep(ctx: Context, durationMs: number): Promise<void>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HttpRequest {
  readonly ctx: Context;
  readonly method: Method;
  /** The route's template, such as `/v1/orders/:id`. */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface HttpReply {
  readonly status: number;
  readonly body?: unknown;
}

export type Handler = (request: HttpRequest) => Promise<HttpReply>;

export interface HttpServer {
  /** Errors with a numeric `status` are answered with it; any other error is logged and answered 500. */
  route(method: Method, route: string, handler: Handler): void;
}

export interface HttpCall {
  readonly service: string;
  readonly method: Method;
  readonly route: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly timeoutMs: number;
  /** 1, 2, ... on a repeated attempt. */
  readonly resendCount?: number;
}

export interface HttpClient {
  /** Resolves with whatever status came back; rejects when none did (`TypeError: fetch failed`, with `cause`). */
  call(ctx: Context, call: HttpCall): Promise<HttpReply>;
}

export interface PoolConfig {
  readonly max: number;
  /** How long to wait for a connection. 0 waits for ever. */
  readonly connectionTimeoutMillis: number;
  readonly idleTimeoutMillis: number;
  /** Sent to the server as `statement_timeout`; 0 is no limit. */
  readonly statementTimeoutMillis: number;
  readonly applicationName: string;
}

export type Row = Readonly<Record<string, unknown>>;

export interface QueryResult {
  readonly rows: readonly Row[];
  readonly rowCount: number;
}

export interface PoolClient {
  query(ctx: Context, text: string, values?: readonly unknown[]): Promise<QueryResult>;
  release(error?: Error): void;
}

export interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  /** Takes a connection, runs one statement, gives it back. */
  query(ctx: Context, text: string, values?: readonly unknown[]): Promise<QueryResult>;
  connect(ctx: Context): Promise<PoolClient>;
}

export interface Postgres {
  createPool(config: PoolConfig): Pool;
}

export interface RedisConfig {
  readonly connectionName: string;
  readonly commandTimeout: number;
}

export interface SetOptions {
  readonly px?: number;
  readonly nx?: boolean;
}

export interface RedisClient {
  get(ctx: Context, key: string): Promise<string | null>;
  mget(ctx: Context, keys: readonly string[]): Promise<readonly (string | null)[]>;
  /** `null` when `nx` was asked for and the key exists. */
  set(ctx: Context, key: string, value: string, options?: SetOptions): Promise<'OK' | null>;
  del(ctx: Context, key: string): Promise<number>;
  incr(ctx: Context, key: string): Promise<number>;
  pexpire(ctx: Context, key: string, durationMs: number): Promise<number>;
  hget(ctx: Context, key: string, field: string): Promise<string | null>;
  hset(ctx: Context, key: string, field: string, value: string): Promise<number>;
  hdel(ctx: Context, key: string, field: string): Promise<number>;
  hgetall(ctx: Context, key: string): Promise<Readonly<Record<string, string>>>;
  lpush(ctx: Context, key: string, value: string): Promise<number>;
  ltrim(ctx: Context, key: string, start: number, stop: number): Promise<'OK'>;
  lrange(ctx: Context, key: string, start: number, stop: number): Promise<readonly string[]>;
  /** Only compare-and-delete is used: `if redis.call("get",KEYS[1]) == ARGV[1] then return redis.call("del",KEYS[1]) else return 0 end`. */
  eval(ctx: Context, script: string, keys: readonly string[], args: readonly string[]): Promise<number>;
}

export interface Redis {
  createClient(config: RedisConfig): RedisClient;
}

export interface Job {
  readonly ctx: Context;
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** 1 on the first try. */
  readonly attempt: number;
}

export interface Queue {
  add(ctx: Context, queue: string, name: string, data: unknown): Promise<void>;
  process(
    queue: string,
    options: { concurrency: number; attempts: number },
    handler: (job: Job) => Promise<void>,
  ): void;
}

export interface Scheduler {
  /** Runs `task` inside this process when the cron expression is due (UTC). */
  cron(expression: string, name: string, task: (ctx: Context) => Promise<void>): void;
  every(intervalMs: number, name: string, task: (ctx: Context) => Promise<void>): void;
}

export type Fields = Readonly<Record<string, string | number | boolean | Error | undefined>>;

/** Messages are constants; whatever varies goes into `fields`. An error goes under `err`. */
export interface Logger {
  debug(ctx: Context | null, message: string, fields?: Fields): void;
  info(ctx: Context | null, message: string, fields?: Fields): void;
  warn(ctx: Context | null, message: string, fields?: Fields): void;
  error(ctx: Context | null, message: string, fields?: Fields): void;
}

export interface Counter {
  add(value: number, labels?: Readonly<Record<string, string>>): void;
}

export interface Gauge {
  set(value: number, labels?: Readonly<Record<string, string>>): void;
}

export interface Histogram {
  record(value: number, labels?: Readonly<Record<string, string>>): void;
}

/** Names are Prometheus names with base units, such as `orders_placed_total`. */
export interface Meter {
  counter(name: string, help: string): Counter;
  gauge(name: string, help: string): Gauge;
  histogram(name: string, help: string, buckets: readonly number[]): Histogram;
}

export interface Tracer {
  /** Runs `work` inside an internal span. */
  span<T>(ctx: Context, name: string, work: (ctx: Context) => Promise<T>): Promise<T>;
}

export interface Random {
  /** 0 <= x < 1 */
  fraction(ctx: Context): number;
  uuid(ctx: Context): string;
  /** `bytes` random bytes as lower-case hex. */
  hex(ctx: Context, bytes: number): string;
}

/** Work on the processor: synchronous, so nothing else in this process runs meanwhile. */
export interface Compute {
  /** Renders a view; the cost grows with `items`. */
  render(view: string, items: number): string;
  /** Checks a password against its scrypt hash. */
  verifyPassword(password: string, hash: string): boolean;
  sign(payload: string): string;
  verify(payload: string, signature: string): boolean;
  stringify(value: unknown): string;
  parse(text: string): unknown;
}

/** What the pod was started with. Reading a missing variable without a default throws. */
export interface Env {
  string(name: string, fallback?: string): string;
  number(name: string, fallback?: number): number;
}

export interface Ports {
  readonly clock: Clock;
  readonly server: HttpServer;
  readonly http: HttpClient;
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly queue: Queue;
  readonly scheduler: Scheduler;
  readonly log: Logger;
  readonly meter: Meter;
  readonly tracer: Tracer;
  readonly random: Random;
  readonly compute: Compute;
  readonly env: Env;
}

/** Each service's `index.ts` exports `start: Start`. */
export type Start = (ports: Ports) => void;
