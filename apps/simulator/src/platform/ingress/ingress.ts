/** nginx in front: takes clients' requests to the gateway, writes its two logs, exposes the controller's metrics. */
import type { HttpCall, Method } from '@firedrill/shop/ports';
import type { Kernel } from '../../kernel/index.ts';
import { mix } from '../../kernel/index.ts';
import type { InstanceId, Telemetry, TemplateId } from '../../telemetry/sinks.ts';
import { rootContext } from '../context.ts';
import type { Container } from '../host/container.ts';
import { nodeNames } from '../host/hosts.ts';
import { type Caller, Exchange, pathOf } from '../network/exchange.ts';
import type { Endpoint, Mesh } from '../network/mesh.ts';
import { CellMap, CellTable, type CounterCell, type HistogramCell, Registry } from '../observe/registry.ts';
import type { Scraper } from '../observe/scraper.ts';
import { Process } from '../process/process.ts';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const pod = 'ingress-nginx-controller-6f7c9d8b5-q8zrk';
export const ingressNode = nodeNames[0];
/** A request and its answer on a worker's processor. Nobody waits for it: there are more workers than work. */
const requestCostUs = 90;
const workingSetBytes = 118 * 1024 ** 2;
const readTimeoutMs = 15_000;
const requestLine =
  '{client} - - [{time:nginx}] "{method} {path} HTTP/1.1" {status} {bytes} "-" "{agent}" {length} {seconds} [shop-api-gateway-8080] [] {upstream} {upstreamBytes} {upstreamSeconds} {upstreamStatus} {requestId}';
const errorLine =
  '{time:nginx-error} [error] 31#31: *{connection} {problem}, client: {client}, server: api.shop.example, request: "{method} {path} HTTP/1.1", upstream: "http://{upstream}{path}", host: "api.shop.example"';

/** What a client sends. */
export interface ClientRequest {
  readonly call: Omit<HttpCall, 'service' | 'timeoutMs'>;
  readonly key: number;
  readonly clientAddress: string;
  readonly agent: string;
}

interface Cells {
  readonly requests: CounterCell;
  readonly duration: HistogramCell;
  readonly response: HistogramCell;
}

export interface IngressDeps {
  readonly kernel: Kernel;
  readonly seed: number;
  readonly telemetry: Telemetry;
  readonly mesh: Mesh;
  readonly scraper: Scraper;
  /** Share of traces that are kept. */
  readonly sampling: number;
}

export class Ingress {
  readonly #deps: IngressDeps;
  readonly #process: Process;
  readonly #instance: InstanceId;
  readonly #access: TemplateId;
  readonly #error: TemplateId;
  /** By method and status. */
  readonly #cells: CellTable<Method, number, Cells>;
  /** Texts that many requests have in common, made once. */
  readonly #routes = new CellTable((method: Method, route: string) => `${method} ${route}`);
  readonly #upstreams = new CellMap((address) => `${address}:8080`);
  /** Routes that are answered with 503 here, without asking anyone behind. */
  readonly #shed = new Set<string>();
  #connections = 184_000;

  constructor(deps: IngressDeps) {
    this.#deps = deps;
    const { telemetry } = deps;
    this.#process = new Process(deps.kernel, pod);
    this.#instance = telemetry.instance({
      service: 'nginx-ingress',
      pod,
      version: '1.10.0',
      node: ingressNode,
      clockSkewUs: -400,
    });
    const text = (name: string) => ({ name, kind: 'text' as const });
    const number = (name: string) => ({ name, kind: 'number' as const });
    this.#access = telemetry.logs.template({
      service: 'nginx-ingress',
      level: 'info',
      format: 'plain',
      message: '{method} {path} {status}',
      line: requestLine,
      fields: [
        text('client'),
        text('method'),
        text('path'),
        number('status'),
        number('bytes'),
        text('agent'),
        number('length'),
        text('seconds'),
        text('upstream'),
        text('upstreamBytes'),
        text('upstreamSeconds'),
        text('upstreamStatus'),
        text('requestId'),
      ],
    });
    this.#error = telemetry.logs.template({
      service: 'nginx-ingress',
      level: 'error',
      format: 'plain',
      message: '{problem}',
      line: errorLine,
      fields: [number('connection'), text('problem'), text('client'), text('method'), text('path'), text('upstream')],
    });
    const registry = new Registry(telemetry.metrics);
    this.#cells = new CellTable((method, statusCode) => {
      const status = String(statusCode);
      const labels = { ingress: 'api', exported_namespace: 'shop', exported_service: 'api-gateway', method, status };
      return {
        requests: registry.counter('nginx_ingress_controller_requests', 'The total number of client requests', labels),
        duration: registry.histogram(
          'nginx_ingress_controller_request_duration_seconds',
          'The request processing time in seconds',
          labels,
          buckets,
        ),
        response: registry.histogram(
          'nginx_ingress_controller_response_duration_seconds',
          'The time spent on receiving the response from the upstream server',
          labels,
          buckets,
        ),
      };
    });
    const active = registry.gauge(
      'nginx_ingress_controller_nginx_process_connections',
      'current number of client connections with state',
      { state: 'active' },
    );
    registry.onCollect(() => active.set(this.#open));
    scraperTarget(deps.scraper, registry);
  }

  #open = 0;
  #usedUs = 0;

  /** As its host's kernel accounts for it. */
  container(): Container {
    return {
      namespace: 'ingress-nginx',
      pod,
      name: 'controller',
      usedUs: () => this.#usedUs,
      runnableUs: () => this.#usedUs,
      runnable: () => 0,
      memoryBytes: () => workingSetBytes,
      resentSegments: () => this.#process.tcp.resentSegments,
    };
  }

  request(request: ClientRequest): void {
    this.#open++;
    this.#connections++;
    this.#usedUs += requestCostUs;
    const forwarding = new Forwarding(this, request, this.#deps.kernel.nowUs, this.#connections);
    const { method, route } = request.call;
    if (this.#shed.has(this.#routes.get(method, route))) this.finish(forwarding, null, 503, 'shed');
    else forwarding.try();
  }

  /** `route` is a method and a route's pattern, as `GET /v1/search`. False when it was so already. */
  shed(route: string): boolean {
    if (this.#shed.has(route)) return false;
    this.#shed.add(route);
    return true;
  }

  /** False when the route was not shed. */
  restore(route: string): boolean {
    return this.#shed.delete(route);
  }

  /** @internal */
  pick(key: number): Endpoint | null {
    return this.#deps.mesh.pick('api-gateway', key);
  }

  /** @internal */
  send(request: ClientRequest, endpoint: Endpoint, attempt: number, caller: Caller): Exchange {
    const key = mix(request.key, attempt);
    const ctx = rootContext(request.key, mix(request.key, 0x73616d) < this.#deps.sampling * 4294967296);
    const { method, route, params, query, headers, body } = request.call;
    const forwarded = { service: 'api-gateway', method, route, params, query, headers, body, timeoutMs: readTimeoutMs };
    // All calls are of one shape, which is much faster to make and to read: what is undefined in it counts as left out.
    const call = forwarded as HttpCall;
    const exchange = new Exchange(
      this.#deps.mesh.edges,
      'nginx-ingress',
      this.#process,
      request.clientAddress,
      endpoint,
      call,
      attempt === 0 ? ctx : ctx.child(key),
      0,
      caller,
    );
    exchange.send();
    return exchange;
  }

  /** @internal */
  finish(forwarding: Forwarding, exchange: Exchange | null, status: number, failure: string): void {
    this.#open--;
    const { telemetry, kernel } = this.#deps;
    const { request, beganUs } = forwarding;
    const { method } = request.call;
    const durationUs = kernel.nowUs - beganUs;
    const cells = this.#cells.get(method, status);
    cells.requests.add(1);
    cells.duration.record(durationUs / 1e6);
    cells.response.record(durationUs / 1e6);
    telemetry.edge.request(this.#routes.get(method, request.call.route), beganUs, durationUs, status, failure);
    const seconds = secondsText(durationUs);
    const path = exchange?.path() ?? pathOf(request.call);
    const bytes = status === 204 ? 0 : 140 + (mix(request.key, 5) % 3200);
    telemetry.logs.append(this.#access, this.#instance, kernel.nowUs, null, [
      request.clientAddress,
      method,
      path,
      status,
      bytes,
      request.agent,
      380 + (mix(request.key, 6) % 700),
      seconds,
      ...this.#asked(forwarding, exchange, bytes),
      exchange?.ctx.traceId ?? '-',
    ]);
  }

  /** Addresses, bytes, seconds and statuses of upstreams in the access log: one for each try, '-' when none was asked. */
  #asked({ failed }: Forwarding, exchange: Exchange | null, bytes: number): readonly string[] {
    const tries: readonly Try[] =
      exchange === null || exchange.error ? failed : [...failed, tryOf(exchange, exchange.status, bytes)];
    if (tries.length === 0) return ['-', '-', '-', '-'];
    const listed = (part: (one: Try) => string): string => tries.map(part).join(', ');
    return [
      listed(({ to }) => this.#upstreams.get(to.address)),
      listed((one) => String(one.bytes)),
      listed(({ tookUs }) => secondsText(tookUs)),
      listed(({ status }) => String(status)),
    ];
  }

  /** @internal */
  problem(forwarding: Forwarding, exchange: Exchange, problem: string): void {
    const { request, connection } = forwarding;
    const upstream = this.#upstreams.get(exchange.to.address);
    this.#deps.telemetry.logs.append(this.#error, this.#instance, this.#deps.kernel.nowUs, null, [
      connection,
      problem,
      request.clientAddress,
      request.call.method,
      exchange.path(),
      upstream,
    ]);
  }
}

const texts = new Map<number, string>();

/** With three digits after the point. */
function secondsText(durationUs: number): string {
  // Half a millisecond goes up or down by what a double makes of it.
  if (durationUs % 1000 === 500) return (durationUs / 1e6).toFixed(3);
  const durationMs = Math.round(durationUs / 1000);
  let text = texts.get(durationMs);
  if (text === undefined) {
    text = (durationMs / 1000).toFixed(3);
    texts.set(durationMs, text);
  }
  return text;
}

function scraperTarget(scraper: Scraper, registry: Registry): void {
  const labels = {
    job: 'ingress-nginx',
    instance: '10.42.1.3:10254',
    service: 'nginx-ingress',
    pod,
    namespace: 'ingress-nginx',
    node: ingressNode,
  };
  scraper.add({ labels, registry, process: null });
}

const tries = 3;

/** One upstream that was asked. */
interface Try {
  readonly to: Endpoint;
  readonly status: number;
  readonly bytes: number;
  readonly tookUs: number;
}

const tryOf = (exchange: Exchange, status: number, bytes: number): Try => ({
  to: exchange.to,
  status,
  bytes,
  tookUs: exchange.from.localNowUs() - exchange.startUs,
});

/** One client request: tried again elsewhere after an error or a time-out, unless it was a POST that had been sent. */
class Forwarding implements Caller {
  readonly #ingress: Ingress;
  readonly request: ClientRequest;
  readonly beganUs: number;
  readonly connection: number;
  /** Tries that came to nothing, in their order. */
  readonly failed: Try[] = [];

  constructor(ingress: Ingress, request: ClientRequest, beganUs: number, connection: number) {
    this.#ingress = ingress;
    this.request = request;
    this.beganUs = beganUs;
    this.connection = connection;
  }

  try(): void {
    const endpoint = this.#ingress.pick(mix(this.request.key, 0x10 + this.failed.length));
    if (endpoint === null) this.#ingress.finish(this, null, 503, 'no-live-upstreams');
    else this.#ingress.send(this.request, endpoint, this.failed.length, this);
  }

  done(exchange: Exchange): void {
    if (exchange.error === null) {
      this.#ingress.finish(this, exchange, exchange.status, exchange.status >= 500 ? exchange.failure || 'error' : '');
      return;
    }
    const timedOut = exchange.failure === 'upstream-timeout';
    const problem = timedOut
      ? 'upstream timed out (110: Operation timed out) while reading response header from upstream'
      : 'upstream prematurely closed connection while reading response header from upstream';
    this.#ingress.problem(this, exchange, problem);
    const status = timedOut ? 504 : 502;
    this.failed.push(tryOf(exchange, status, 0));
    if (this.request.call.method === 'GET' && this.failed.length < tries) this.try();
    else this.#ingress.finish(this, exchange, status, exchange.failure);
  }
}
