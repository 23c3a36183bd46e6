/** The work in hand, as the platform knows it: whose span it is, and the key of its luck. */
import type { Context } from '@firedrill/shop/ports';
import { mix, mix2 } from '../kernel/index.ts';
import { traceIdHex } from '../telemetry/ids.ts';
import type { SpanRef } from '../telemetry/sinks.ts';

/** Kinds of draws and calls. Ordinals are counted per kind, so that one more query does not re-deal the calls. */
export const kinds = { http: 0, sql: 1, redis: 2, queue: 3, random: 4, span: 5, network: 6 } as const;
export type Kind = (typeof kinds)[keyof typeof kinds];

export class RequestContext implements Context, SpanRef {
  readonly traceHi: number;
  readonly traceLo: number;
  readonly sampled: boolean;
  /** The span that calls made with this context are children of. */
  readonly spanId: number;
  readonly key: number;
  /** What the last failed call came from: for the exact record of the edge, never shown to services. */
  failure = '';
  readonly #ordinals = [0, 0, 0, 0, 0, 0, 0];
  #traceId: string | undefined;

  constructor(traceHi: number, traceLo: number, sampled: boolean, key: number) {
    this.traceHi = traceHi;
    this.traceLo = traceLo;
    this.sampled = sampled;
    this.key = key;
    this.spanId = mix(key, 0x7370616e);
  }

  get traceId(): string {
    this.#traceId ??= traceIdHex(this.traceHi, this.traceLo);
    return this.#traceId;
  }

  /** The key of the next draw or call of a kind. */
  next(kind: Kind): number {
    const ordinal = this.#ordinals[kind]!++;
    return mix2(this.key, kind + 1, ordinal);
  }

  /** The context of work done on behalf of this one, elsewhere or inside a span of its own. */
  child(key: number): RequestContext {
    return new RequestContext(this.traceHi, this.traceLo, this.sampled, key);
  }
}

/** The platform's view of a context that service code handed back. Throws when it is not one that the platform made. */
export function own(ctx: Context): RequestContext {
  if (ctx instanceof RequestContext) return ctx;
  throw new TypeError('a call was made with a context that did not come with the request');
}

/** A root: a job, or a request at the edge. */
export const rootContext = (key: number, sampled: boolean): RequestContext =>
  new RequestContext(mix(key, 0x68696768), mix(key, 0x6c6f7721), sampled, key);
