/** The HTTP client of a pod (fetch): histogram and client span of every call. */
import type { Context, HttpCall, HttpClient, HttpReply, Method } from '@firedrill/shop/ports';
import { mix, mix2 } from '../../kernel/index.ts';
import type { InstanceId, SpanSink, TemplateId } from '../../telemetry/sinks.ts';
import { kinds, own, type RequestContext } from '../context.ts';
import { CellTable, type HistogramCell, type Registry } from '../observe/registry.ts';
import type { Process } from '../process/process.ts';
import { connectionRefused } from './errors.ts';
import { type Caller, Exchange } from './exchange.ts';
import type { Mesh } from './mesh.ts';
import { httpBuckets } from './server.ts';

const sendCostUs = 90;
const port = '8080';

export interface ClientDeps {
  readonly process: Process;
  readonly service: string;
  readonly address: string;
  readonly instance: InstanceId;
  readonly registry: Registry;
  readonly spans: SpanSink;
  readonly mesh: Mesh;
}

interface Kept {
  /** By status (0: none came) and type of error ('': none). */
  readonly durations: CellTable<number, string, HistogramCell>;
  readonly span: TemplateId;
}

class ClientCall implements Caller {
  readonly #port: HttpClientPort;
  readonly #parent: RequestContext;
  readonly #resolve: (reply: HttpReply) => void;
  readonly #reject: (error: Error) => void;

  constructor(
    client: HttpClientPort,
    parent: RequestContext,
    resolve: (reply: HttpReply) => void,
    reject: (error: Error) => void,
  ) {
    this.#port = client;
    this.#parent = parent;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  done(exchange: Exchange): void {
    if (exchange.failure !== '') this.#parent.failure = exchange.failure;
    this.#port.record(exchange, this.#parent);
    if (exchange.error) this.#reject(exchange.error);
    else this.#resolve({ status: exchange.status, body: exchange.body });
  }
}

export class HttpClientPort implements HttpClient {
  readonly #deps: ClientDeps;
  readonly #kept = new CellTable((method: Method, service: string) => this.#keep(method, service));

  constructor(deps: ClientDeps) {
    this.#deps = deps;
  }

  call(ctx: Context, call: HttpCall): Promise<HttpReply> {
    const parent = own(ctx);
    const { process, mesh, address, service } = this.#deps;
    process.charge(sendCostUs);
    const key = parent.next(kinds.http);
    const endpoint = mesh.pick(call.service, key);
    if (endpoint === null) {
      parent.failure = 'connection-refused';
      return Promise.reject(connectionRefused(`${call.service}:${port}`));
    }
    return new Promise((resolve, reject) => {
      const caller = new ClientCall(this, parent, resolve, reject);
      const child = parent.child(mix2(key, 0x63616c6c, 0));
      new Exchange(mesh.edges, service, process, address, endpoint, call, child, mix(key, 0x7370616e), caller).send();
    });
  }

  /** @internal */
  record(exchange: Exchange, parent: RequestContext): void {
    const { process, spans, instance } = this.#deps;
    const { call, status } = exchange;
    const kept = this.#kept.get(call.method, call.service);
    const endUs = process.localNowUs();
    const errorType = exchange.error ? causeCode(exchange.error) : status >= 400 ? String(status) : '';
    kept.durations.get(status, errorType).record((endUs - exchange.startUs) / 1e6);
    if (!parent.sampled) return;
    spans.append(
      kept.span,
      instance,
      { traceHi: parent.traceHi, traceLo: parent.traceLo, spanId: exchange.clientSpanId, sampled: true },
      parent.spanId,
      exchange.startUs,
      endUs,
      errorType === '' ? 0 : 2,
      [call.method, call.service, Number(port), call.route, status, errorType, call.resendCount ?? 0],
    );
  }

  #keep(method: Method, service: string): Kept {
    const { registry, spans } = this.#deps;
    const durations = new CellTable((status: number, errorType: string) =>
      registry.histogram(
        'http_client_request_duration_seconds',
        'Duration of HTTP client requests.',
        {
          http_request_method: method,
          server_address: service,
          server_port: port,
          ...(status === 0 ? {} : { http_response_status_code: String(status) }),
          ...(errorType === '' ? {} : { error_type: errorType }),
        },
        httpBuckets,
      ),
    );
    const span = spans.template({
      service: this.#deps.service,
      operation: method,
      kind: 'client',
      attributes: [
        'http.request.method',
        'server.address',
        'server.port',
        'url.template',
        'http.response.status_code',
        'error.type',
        'http.request.resend_count',
      ],
    });
    return { durations, span };
  }
}

const causeCode = (error: Error): string => {
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
};
