/** ioredis: a command time-out, a span and a histogram for every command. */
import type { Context, RedisClient, RedisConfig, SetOptions } from '@firedrill/shop/ports';
import { keyOf, mix } from '../../kernel/index.ts';
import type { TemplateId } from '../../telemetry/sinks.ts';
import { kinds, own, type RequestContext } from '../context.ts';
import type { PodSurroundings } from '../kubernetes/pod.ts';
import { packetDelayUs } from '../network/mesh.ts';
import type { TcpCounts } from '../network/tcp.ts';
import { CellMap, type HistogramCell } from '../observe/registry.ts';
import { dbBuckets } from '../postgres/pool-telemetry.ts';
import type { Timer } from '../process/timers.ts';
import type { Command, RedisServer } from './server.ts';
import type { Caller } from './slow-log.ts';

const clientCostUs = 28;

class Sent implements Caller {
  readonly client: RedisConnection;
  readonly ctx: RequestContext;
  readonly key: number;
  readonly name: string;
  readonly target: string;
  readonly argv: readonly string[];
  readonly command: Command;
  readonly startUs: number;
  readonly resolve: (reply: never) => void;
  readonly reject: (error: Error) => void;
  timer: Timer | null = null;
  reply: unknown = null;
  error: Error | null = null;
  settled = false;

  constructor(
    client: RedisConnection,
    ctx: RequestContext,
    key: number,
    target: string,
    argv: readonly string[],
    command: Command,
    startUs: number,
    resolve: (reply: never) => void,
    reject: (error: Error) => void,
  ) {
    this.client = client;
    this.ctx = ctx;
    this.key = key;
    this.name = argv[0] ?? '';
    this.target = target;
    this.argv = argv;
    this.command = command;
    this.startUs = startUs;
    this.resolve = resolve;
    this.reject = reject;
  }

  get clientName(): string {
    return this.client.name;
  }

  get address(): string {
    return this.client.address;
  }
}

/** The part of a key that says what it is: `session:4f2a...` is one `session:*` among many. */
const family = (key: string): string => {
  const at = key.indexOf(':');
  return at < 0 ? key : `${key.slice(0, at)}:*`;
};

function setArgv(key: string, value: string, { px, nx }: SetOptions): string[] {
  const argv = ['set', key, value];
  if (px !== undefined) argv.push('PX', String(px));
  if (nx) argv.push('NX');
  return argv;
}

export class RedisConnection implements RedisClient {
  readonly name: string;
  /** ip:port */
  readonly address: string;
  readonly #pod: PodSurroundings;
  readonly #server: RedisServer;
  readonly #timeoutUs: number;
  readonly #durations: CellMap<HistogramCell>;
  readonly #spans: CellMap<TemplateId>;

  constructor(pod: PodSurroundings, server: RedisServer, config: RedisConfig) {
    this.name = config.connectionName;
    this.address = `${pod.address}:${32_768 + (keyOf(`${pod.pod} redis`) % 28_000)}`;
    this.#pod = pod;
    this.#server = server;
    this.#timeoutUs = config.commandTimeout * 1000;
    server.connect();
    pod.process.whenEnded(() => server.disconnect());
    const { registry, service, telemetry } = pod;
    this.#durations = new CellMap((key) => {
      const [operation = '', errorType = ''] = key.split(' ');
      const labels = {
        db_system_name: 'redis',
        db_operation_name: operation,
        ...(errorType ? { error_type: errorType } : {}),
      };
      return registry.histogram(
        'db_client_operation_duration_seconds',
        'Duration of database client operations.',
        labels,
        dbBuckets,
      );
    });
    this.#spans = new CellMap((operation) =>
      telemetry.spans.template({
        service,
        operation,
        kind: 'client',
        attributes: ['db.system.name', 'db.operation.name', 'db.query.text', 'error.type'],
      }),
    );
  }

  get(ctx: Context, key: string): Promise<string | null> {
    return this.#send(ctx, key, ['get', key], (data, now) => data.get(key, now));
  }

  mget(ctx: Context, keys: readonly string[]): Promise<readonly (string | null)[]> {
    return this.#send(ctx, keys[0] ?? '', ['mget', ...keys], (data, now) => keys.map((key) => data.get(key, now)));
  }

  set(ctx: Context, key: string, value: string, options: SetOptions = {}): Promise<'OK' | null> {
    return this.#send(ctx, key, setArgv(key, value, options), (data, now) =>
      data.set(key, value, now, options.px, options.nx ?? false),
    );
  }

  del(ctx: Context, key: string): Promise<number> {
    return this.#send(ctx, key, ['del', key], (data, now) => data.del(key, now));
  }

  incr(ctx: Context, key: string): Promise<number> {
    return this.#send(ctx, key, ['incr', key], (data, now) => data.incr(key, now));
  }

  pexpire(ctx: Context, key: string, durationMs: number): Promise<number> {
    return this.#send(ctx, key, ['pexpire', key, String(durationMs)], (data, now) =>
      data.pexpire(key, durationMs, now),
    );
  }

  hget(ctx: Context, key: string, field: string): Promise<string | null> {
    return this.#send(ctx, key, ['hget', key, field], (data, now) => data.hash(key, now).get(field) ?? null);
  }

  hset(ctx: Context, key: string, field: string, value: string): Promise<number> {
    return this.#send(ctx, key, ['hset', key, field, value], (data, now) => data.hset(key, field, value, now));
  }

  hdel(ctx: Context, key: string, field: string): Promise<number> {
    return this.#send(ctx, key, ['hdel', key, field], (data, now) => data.hdel(key, field, now));
  }

  hgetall(ctx: Context, key: string): Promise<Readonly<Record<string, string>>> {
    return this.#send(ctx, key, ['hgetall', key], (data, now) => Object.fromEntries(data.hash(key, now)));
  }

  lpush(ctx: Context, key: string, value: string): Promise<number> {
    return this.#send(ctx, key, ['lpush', key, value], (data, now) => data.lpush(key, value, now));
  }

  ltrim(ctx: Context, key: string, start: number, stop: number): Promise<'OK'> {
    return this.#send(ctx, key, ['ltrim', key, String(start), String(stop)], (data, now) =>
      data.ltrim(key, start, stop, now),
    );
  }

  lrange(ctx: Context, key: string, start: number, stop: number): Promise<readonly string[]> {
    return this.#send(ctx, key, ['lrange', key, String(start), String(stop)], (data, now) =>
      data.lrange(key, start, stop, now),
    );
  }

  eval(ctx: Context, script: string, keys: readonly string[], args: readonly string[]): Promise<number> {
    const [key = ''] = keys;
    return this.#send(ctx, key, ['eval', script, String(keys.length), ...keys, ...args], (data, now) =>
      data.get(key, now) === args[0] ? data.del(key, now) : 0,
    );
  }

  /** T is what the command's reply is; each method above says so for its own command. */
  #send<T>(ctx: Context, target: string, argv: readonly string[], command: Command): Promise<T> {
    const request = own(ctx);
    const { process } = this.#pod;
    process.charge(clientCostUs);
    const key = request.next(kinds.redis);
    return new Promise<T>((resolve, reject) => {
      const sent = new Sent(this, request, key, target, argv, command, process.localNowUs(), resolve, reject);
      sent.timer = process.setTimer(this.#timeoutUs, timedOut, sent, null);
      process.kernel.at(sent.startUs + this.#wayUs(key, process.tcp), arrived, sent, null);
    });
  }

  #wayUs(key: number, sender: TcpCounts): number {
    return packetDelayUs(key) + this.#server.edges.extraUs(this.#pod.service, 'redis', key, sender);
  }

  /** @internal */
  answer(sent: Sent): void {
    const { reply, error, leavesUs } = this.#server.run(sent.name, sent.command, sent);
    sent.reply = reply;
    sent.error = error;
    this.#pod.process.complete(leavesUs + this.#wayUs(mix(sent.key, 3), this.#server.tcp), replied, sent, null);
  }

  /** @internal */
  settle(sent: Sent, error: Error | null): void {
    if (sent.settled) return;
    sent.settled = true;
    const { process, instance, telemetry } = this.#pod;
    if (sent.timer) process.clearTimer(sent.timer);
    const endUs = process.localNowUs();
    const errorType = error?.name ?? '';
    this.#durations.get(errorType ? `${sent.name} ${errorType}` : sent.name).record((endUs - sent.startUs) / 1e6);
    if (sent.ctx.sampled) {
      const span = { traceHi: sent.ctx.traceHi, traceLo: sent.ctx.traceLo, spanId: mix(sent.key, 0x72), sampled: true };
      telemetry.spans.append(
        this.#spans.get(sent.name),
        instance,
        span,
        sent.ctx.spanId,
        sent.startUs,
        endUs,
        error ? 2 : 0,
        ['redis', sent.name, `${sent.name} ${family(sent.target)}`, errorType],
      );
    }
    if (error) sent.reject(error);
    else sent.resolve(sent.reply as never); // see #send
  }
}

const arrived = (sent: Sent): void => sent.client.answer(sent);
const replied = (sent: Sent): void => sent.client.settle(sent, sent.error);
const timedOut = (sent: Sent): void => sent.client.settle(sent, new Error('Command timed out'));
