/** The HTTP server of a pod: routes, the histogram, the span and the log line of every request. */
import type { Handler, HttpReply, HttpServer, Method } from '@firedrill/shop/ports';
import type { InstanceId, LogSink, SpanSink, TemplateId } from '../../telemetry/sinks.ts';
import type { MapStack } from '../observe/logger.ts';
import type { GaugeCell, HistogramCell, Registry } from '../observe/registry.ts';
import type { Process } from '../process/process.ts';
import type { Exchange } from './exchange.ts';
import { failureOf } from './failure.ts';

export const httpBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Parsing, routing and writing a reply, on the pod's thread. */
const receiveCostUs = 260;
const replyCostUs = 140;

interface Route {
  readonly method: Method;
  readonly route: string;
  readonly handler: Handler;
  readonly span: TemplateId;
  readonly durations: Map<number, HistogramCell>;
}

export interface ServerDeps {
  readonly process: Process;
  readonly service: string;
  readonly instance: InstanceId;
  readonly registry: Registry;
  readonly logs: LogSink;
  readonly spans: SpanSink;
  readonly mapStack: MapStack;
}

const noRoute = 'not found';

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 500;

export class HttpServerPort implements HttpServer {
  readonly #deps: ServerDeps;
  readonly #routes = new Map<Method, Map<string, Route>>();
  /** By method. */
  readonly #unmatched = new Map<Method, Route>();
  readonly #active: GaugeCell;
  readonly #completed: TemplateId;
  readonly #errored: TemplateId;
  readonly #aborted: TemplateId;
  /** Requests being handled: a process that ends breaks their connections. */
  readonly #open = new Set<Exchange>();

  constructor(deps: ServerDeps) {
    this.#deps = deps;
    this.#active = deps.registry.gauge('http_server_active_requests', 'Number of active HTTP server requests.', {
      url_scheme: 'http',
    });
    const line = (level: 'info' | 'error', message: string, error: boolean): TemplateId =>
      deps.logs.template({
        service: deps.service,
        level,
        format: 'pino',
        message,
        fields: [
          { name: 'req.method', kind: 'text' },
          { name: 'req.url', kind: 'text' },
          { name: 'req.remoteAddress', kind: 'text' },
          { name: 'res.statusCode', kind: 'number' },
          ...(error ? ['err.type', 'err.message', 'err.stack'].map((name) => ({ name, kind: 'text' as const })) : []),
          { name: 'responseTime', kind: 'number' },
        ],
      });
    this.#completed = line('info', 'request completed', false);
    this.#errored = line('error', 'request errored', true);
    this.#aborted = line('info', 'request aborted', false);
  }

  get openCount(): number {
    return this.#open.size;
  }

  route(method: Method, route: string, handler: Handler): void {
    const span = this.#deps.spans.template({
      service: this.#deps.service,
      operation: `${method} ${route}`,
      kind: 'server',
      attributes: ['http.request.method', 'http.route', 'http.response.status_code', 'url.path', 'error.type'],
    });
    const routes = this.#routes.get(method) ?? new Map<string, Route>();
    this.#routes.set(method, routes);
    routes.set(route, { method, route, handler, span, durations: new Map() });
  }

  /** What answers when no route matches: a span named by the method alone, and a metric without a route. */
  #unmatchedBy(method: Method): Route {
    const known = this.#unmatched.get(method);
    if (known) return known;
    const made: Route = {
      method,
      route: '',
      handler: () => Promise.resolve({ status: 404, body: { error: noRoute } }),
      span: this.#deps.spans.template({
        service: this.#deps.service,
        operation: method,
        kind: 'server',
        attributes: ['http.request.method', 'http.response.status_code', 'url.path', 'error.type'],
      }),
      durations: new Map(),
    };
    this.#unmatched.set(method, made);
    return made;
  }

  /** Runs in the pod's process when a request has arrived. */
  receive(exchange: Exchange): void {
    const { process } = this.#deps;
    const receivedUs = process.localNowUs();
    process.charge(receiveCostUs);
    this.#active.value++;
    this.#open.add(exchange);
    const { call } = exchange;
    const route = this.#routes.get(call.method)?.get(call.route) ?? this.#unmatchedBy(call.method);
    route
      .handler({
        ctx: exchange.ctx,
        method: call.method,
        route: call.route,
        params: call.params ?? {},
        query: call.query ?? {},
        headers: call.headers ?? {},
        body: call.body,
      })
      .then(
        (reply) => this.#finish(exchange, route, receivedUs, reply, null),
        (error: unknown) => {
          const status = statusOf(error);
          const message = error instanceof Error && status !== 500 ? error.message : 'internal error';
          this.#finish(exchange, route, receivedUs, { status, body: { error: message } }, error);
        },
      );
  }

  /** The process ends: everyone who waits for it sees the connection close. */
  breakAll(atUs: number): void {
    for (const exchange of this.#open) exchange.break(atUs);
    this.#open.clear();
  }

  #finish(exchange: Exchange, route: Route, receivedUs: number, reply: HttpReply, error: unknown): void {
    const { process, spans, instance } = this.#deps;
    if (!process.alive) return;
    process.charge(replyCostUs);
    this.#active.value--;
    this.#open.delete(exchange);
    const endUs = process.localNowUs();
    const { status } = reply;
    this.#durationOf(route, status).record((endUs - receivedUs) / 1e6);
    if (exchange.ctx.sampled) {
      const path = exchange.path();
      spans.append(
        route.span,
        instance,
        exchange.ctx,
        exchange.clientSpanId,
        receivedUs,
        endUs,
        status >= 500 ? 2 : 0,
        route.route === ''
          ? [route.method, status, path, '']
          : [route.method, route.route, status, path, status >= 500 ? String(status) : ''],
      );
    }
    this.#log(exchange, status, error, receivedUs, endUs);
    if (!exchange.abandoned) {
      const failure = status < 500 ? '' : failureOf(error) || exchange.ctx.failure || 'error';
      exchange.reply(status, reply.body, failure);
    }
  }

  #log(exchange: Exchange, status: number, error: unknown, receivedUs: number, endUs: number): void {
    const { logs, instance, mapStack } = this.#deps;
    const responseTime = Math.round((endUs - receivedUs) / 1000);
    const url = exchange.path();
    if (exchange.abandoned) {
      logs.append(this.#aborted, instance, endUs, exchange.ctx, [
        exchange.call.method,
        url,
        exchange.fromAddress,
        status,
        responseTime,
      ]);
    } else if (status >= 500) {
      const own = error instanceof Error && statusOf(error) === 500;
      const type = own ? error.name : 'Error';
      const message = own ? error.message : `failed with status code ${status}`;
      const stack = own ? mapStack(error.stack ?? '') : `Error: ${message}`;
      logs.append(this.#errored, instance, endUs, exchange.ctx, [
        exchange.call.method,
        url,
        exchange.fromAddress,
        status,
        type,
        message,
        stack,
        responseTime,
      ]);
    } else {
      logs.append(this.#completed, instance, endUs, exchange.ctx, [
        exchange.call.method,
        url,
        exchange.fromAddress,
        status,
        responseTime,
      ]);
    }
  }

  #durationOf(route: Route, status: number): HistogramCell {
    let cell = route.durations.get(status);
    if (cell === undefined) {
      cell = this.#deps.registry.histogram(
        'http_server_request_duration_seconds',
        'Duration of HTTP server requests.',
        {
          http_request_method: route.method,
          ...(route.route === '' ? {} : { http_route: route.route }),
          http_response_status_code: String(status),
          url_scheme: 'http',
          ...(status >= 500 ? { error_type: String(status) } : {}),
        },
        httpBuckets,
      );
      route.durations.set(status, cell);
    }
    return cell;
  }
}
