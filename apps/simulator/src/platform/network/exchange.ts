/** One request and its reply between two processes. The caller may give up while the callee goes on. */
import type { HttpCall } from '@firedrill/shop/ports';
import { fraction, mix } from '../../kernel/index.ts';
import type { RequestContext } from '../context.ts';
import type { Process } from '../process/process.ts';
import type { Timer } from '../process/timers.ts';
import type { Edges } from './edges.ts';
import { headersTimeout, otherSideClosed } from './errors.ts';
import { type Endpoint, packetDelayUs } from './mesh.ts';

/** Keep-alive connections that were closed by the other side just as they were used: rare, and nobody's doing. */
const droppedShare = 1 / 18_000;

/** Who waits for the reply: told once, in its own process. */
export interface Caller {
  done(exchange: Exchange): void;
}

export class Exchange {
  readonly from: Process;
  readonly fromAddress: string;
  readonly to: Endpoint;
  readonly call: HttpCall;
  /** The callee's context; its parent is `clientSpanId`. */
  readonly ctx: RequestContext;
  readonly clientSpanId: number;
  readonly key: number;
  readonly startUs: number;
  readonly caller: Caller;
  readonly #edges: Edges;
  readonly #fromService: string;
  /** 0 until a reply came. */
  status = 0;
  body: unknown = undefined;
  /** Why there is no reply. */
  error: Error | null = null;
  failure = '';
  /** The caller no longer waits. */
  abandoned = false;
  #path = '';
  #timer: Timer | null = null;
  #settled = false;

  constructor(
    edges: Edges,
    fromService: string,
    from: Process,
    fromAddress: string,
    to: Endpoint,
    call: HttpCall,
    ctx: RequestContext,
    clientSpanId: number,
    caller: Caller,
  ) {
    this.#edges = edges;
    this.#fromService = fromService;
    this.from = from;
    this.fromAddress = fromAddress;
    this.to = to;
    this.call = call;
    this.ctx = ctx;
    this.clientSpanId = clientSpanId;
    this.key = ctx.key;
    this.caller = caller;
    this.startUs = from.localNowUs();
  }

  /** The path as the client sent it. */
  path(): string {
    if (this.#path === '') this.#path = pathOf(this.call);
    return this.#path;
  }

  send(): void {
    if (fraction(mix(this.key, 0x64726f70)) < droppedShare) {
      this.break(this.startUs + packetDelayUs(this.key));
      return;
    }
    this.#timer = this.from.setTimer(this.call.timeoutMs * 1000, timedOut, this, null);
    this.to.process.complete(this.startUs + this.#wayUs(this.key, this.from), received, this, null);
  }

  /** Called in the callee's process. */
  reply(status: number, body: unknown, failure: string): void {
    this.status = status;
    this.body = body;
    this.failure = failure;
    const { process } = this.to;
    this.from.complete(process.localNowUs() + this.#wayUs(mix(this.key, 1), process), answered, this, null);
  }

  #wayUs(key: number, sender: Process): number {
    return packetDelayUs(key) + this.#edges.extraUs(this.#fromService, this.to.service, key, sender.tcp);
  }

  /** The connection broke: the callee ended, or a packet was lost for good. */
  break(atUs: number): void {
    this.from.complete(atUs, broken, this, null);
  }

  settle(error: Error | null, failure: string): void {
    if (this.#settled) return;
    this.#settled = true;
    if (this.#timer) this.from.clearTimer(this.#timer);
    if (error) {
      this.status = 0;
      this.error = error;
      this.failure = failure;
      this.abandoned = true;
    }
    this.caller.done(this);
  }
}

function received(exchange: Exchange): void {
  if (exchange.to.process.alive) exchange.to.server.receive(exchange);
}

const answered = (exchange: Exchange): void => exchange.settle(null, exchange.failure);
const timedOut = (exchange: Exchange): void => exchange.settle(headersTimeout(), 'upstream-timeout');
const broken = (exchange: Exchange): void => exchange.settle(otherSideClosed(), 'connection-reset');

export function pathOf({ route, params, query }: Pick<HttpCall, 'route' | 'params' | 'query'>): string {
  let path = route;
  if (params) for (const name in params) path = path.replace(`:${name}`, params[name]!);
  if (query) {
    let mark = '?';
    for (const name in query) {
      path += `${mark}${name}=${encodeURIComponent(query[name]!)}`;
      mark = '&';
    }
  }
  return path;
}
