import type { Context, HttpCall, HttpClient, HttpReply, Logger, Ports } from '../ports.ts';
import { asError, HttpError, unavailable } from './errors.ts';

export interface UpstreamOptions {
  readonly service: string;
  readonly timeoutMs: number;
  /** Further attempts after a failed GET. Nothing else is ever repeated. */
  readonly retries?: number;
  /** A slower answer is logged. */
  readonly slowMs?: number;
}

type Request = Omit<HttpCall, 'service' | 'timeoutMs' | 'resendCount'>;

const firstBackoffMs = 40;

/** Calls one other service. An answer of 5xx, or none, becomes 502 or 503 of our own. */
export class Upstream {
  readonly #http: HttpClient;
  readonly #log: Logger;
  readonly #clock: Ports['clock'];
  readonly #random: Ports['random'];
  readonly #options: UpstreamOptions;

  constructor(ports: Ports, options: UpstreamOptions) {
    this.#http = ports.http;
    this.#log = ports.log;
    this.#clock = ports.clock;
    this.#random = ports.random;
    this.#options = options;
  }

  async call(ctx: Context, request: Request): Promise<HttpReply> {
    const attempts = request.method === 'GET' ? 1 + (this.#options.retries ?? 0) : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(ctx, request, attempt);
      } catch (error) {
        if (attempt >= attempts) throw error;
        this.#log.warn(ctx, 'retrying upstream call', {
          upstream: this.#options.service,
          route: request.route,
          attempt,
          err: asError(error),
        });
        const backoffMs = firstBackoffMs * 2 ** (attempt - 1);
        await this.#clock.sleep(ctx, backoffMs * (0.5 + this.#random.fraction(ctx)));
      }
    }
  }

  async #once(ctx: Context, request: Request, attempt: number): Promise<HttpReply> {
    const { service, timeoutMs, slowMs = 1000 } = this.#options;
    const startedAt = this.#clock.now();
    let reply: HttpReply;
    try {
      reply = await this.#http.call(ctx, {
        ...request,
        service,
        timeoutMs,
        ...(attempt > 1 ? { resendCount: attempt - 1 } : {}),
      });
    } catch (error) {
      this.#log.error(ctx, 'upstream call failed', { upstream: service, route: request.route, err: asError(error) });
      throw unavailable(`${service} did not answer`, error);
    }
    const tookMs = this.#clock.now() - startedAt;
    if (tookMs > slowMs) this.#log.warn(ctx, 'slow upstream', { upstream: service, route: request.route, tookMs });
    if (reply.status >= 500) {
      this.#log.error(ctx, 'upstream answered with an error', {
        upstream: service,
        route: request.route,
        statusCode: reply.status,
      });
      throw new HttpError(reply.status === 503 ? 503 : 502, `${service} failed`);
    }
    return reply;
  }
}
