/** The Redis server: one command after the other. */
import type { Kernel } from '../../kernel/index.ts';
import type { Telemetry } from '../../telemetry/sinks.ts';
import { storesNode } from '../host/hosts.ts';
import type { Edges } from '../network/edges.ts';
import { newTcpCounts } from '../network/tcp.ts';
import { PlainLog } from '../observe/plain-log.ts';
import type { Scraper } from '../observe/scraper.ts';
import { Keyspace } from './data.ts';
import { addExporter, type CommandCounters } from './exporter.ts';
import { startSaving } from './save.ts';
import { type Caller, SlowLog } from './slow-log.ts';

/** A command runs at the server at `nowUs` and gives its reply. May throw ReplyError. */
export type Command = (data: Keyspace, nowUs: number) => unknown;

export interface Reply {
  readonly reply: unknown;
  readonly error: Error | null;
  /** When it leaves the server. */
  readonly leavesUs: number;
}

/** Microseconds, for a small value. */
const commandUs: Readonly<Record<string, number>> = {
  get: 6,
  set: 8,
  mget: 12,
  hgetall: 12,
  lrange: 14,
  eval: 22,
  evalsha: 20,
};
const otherCommandUs = 8;
/** On top, for what comes back: each element, and each thousand characters. */
const elementUs = 0.06;
const thousandCharactersUs = 0.9;
const baseBytes = 180 * 1024 ** 2;
const bytesPerKey = 640;
/** maxmemory */
export const maxBytes = 2 * 1024 ** 3;
/** Keys that expired unread are looked for this often. */
const expiryCycleUs = 10_000_000;

function sizeUs(reply: unknown): number {
  if (typeof reply === 'string') return (reply.length / 1000) * thousandCharactersUs;
  if (Array.isArray(reply)) return reply.length * elementUs;
  if (typeof reply === 'object' && reply !== null) return Object.keys(reply).length * 2 * elementUs;
  return 0;
}

export class RedisServer {
  readonly kernel: Kernel;
  readonly data = new Keyspace(Math.floor((maxBytes - baseBytes) / bytesPerKey));
  readonly log: PlainLog;
  readonly edges: Edges;
  readonly tcp = newTcpCounts();
  /** Connections now. */
  clients = 0;
  readonly slowLog = new SlowLog();
  #busyUntilUs = 0;
  /** Processor time of the commands and pauses begun so far, microseconds. */
  #cpuUs = 0;
  readonly #counters: CommandCounters;
  readonly #blocked: (() => number)[] = [];

  constructor(kernel: Kernel, telemetry: Telemetry, scraper: Scraper, edges: Edges) {
    this.kernel = kernel;
    this.edges = edges;
    const instance = telemetry.instance({
      service: 'redis',
      pod: 'redis-0',
      version: '7.2.4',
      node: storesNode,
      clockSkewUs: -240,
    });
    this.log = new PlainLog(telemetry, { service: 'redis', instance, prefix: '' });
    this.#counters = addExporter(this, telemetry, scraper);
    startSaving(this);
    kernel.at(Math.ceil(kernel.nowUs / expiryCycleUs) * expiryCycleUs, expiryCycle, this, null);
  }

  connect(): void {
    this.clients++;
  }

  disconnect(): void {
    this.clients--;
  }

  /** `count` says how many of someone's connections wait in a command until there is something for them. */
  addBlocked(count: () => number): void {
    this.#blocked.push(count);
  }

  /** blocked_clients */
  blockedClients(): number {
    return this.#blocked.reduce((sum, count) => sum + count(), 0);
  }

  /** Nothing else runs meanwhile: such as the fork before a save. */
  pause(durationUs: number): void {
    this.#busyUntilUs = Math.max(this.kernel.nowUs, this.#busyUntilUs) + durationUs;
    this.#cpuUs += durationUs;
  }

  isBusy(): boolean {
    return this.#busyUntilUs > this.kernel.nowUs;
  }

  /** Processor time used by now, microseconds. */
  usedUs(): number {
    return this.#cpuUs - Math.max(0, this.#busyUntilUs - this.kernel.nowUs);
  }

  /** used_memory */
  usedBytes(): number {
    return baseBytes + this.data.size * bytesPerKey;
  }

  /** A command of some other client that takes this long. */
  occupy(caller: Caller, costUs: number): void {
    this.pause(costUs);
    this.#counters.ran(caller.argv[0] ?? '', costUs, null);
    this.slowLog.ran(this.#busyUntilUs, costUs, caller);
  }

  /** Runs a command that has arrived now. */
  run(name: string, command: Command, caller: Caller): Reply {
    const startUs = Math.max(this.kernel.nowUs, this.#busyUntilUs);
    let reply: unknown = null;
    let error: Error | null = null;
    try {
      reply = command(this.data, startUs);
    } catch (thrown) {
      error = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
    const costUs = Math.round((commandUs[name] ?? otherCommandUs) + sizeUs(reply));
    this.#busyUntilUs = startUs + costUs;
    this.#cpuUs += costUs;
    this.#counters.ran(name, costUs, error);
    this.slowLog.ran(this.#busyUntilUs, costUs, caller);
    return { reply, error, leavesUs: this.#busyUntilUs };
  }

  /** @internal */
  expire(): void {
    this.data.expire(this.kernel.nowUs);
    this.kernel.at(this.kernel.nowUs + expiryCycleUs, expiryCycle, this, null);
  }
}

const expiryCycle = (server: RedisServer): void => server.expire();
