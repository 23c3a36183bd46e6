/** The host's side of the API, as the start page uses it. */
import type { QuickDrillRequest, QuickMaking, Seat } from '@firedrill/protocol';
import type { Platform } from '../support/platform.ts';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export class Host {
  readonly #platform: Platform;
  readonly #token: string;

  constructor(platform: Platform, token: string) {
    this.#platform = platform;
    this.#token = token;
  }

  /** What the server prints when it starts opens a host's session once. */
  static async open(platform: Platform): Promise<Host> {
    const token = /\/host\/(\S+)/.exec(platform.output())?.[1] ?? '';
    const { body } = await new Host(platform, '').ask<{ token: string }>('POST', '/api/host', { token });
    return new Host(platform, body.token);
  }

  /** Without reading what comes back. */
  send(method: string, path: string, body?: unknown, token = this.#token): Promise<Response> {
    return fetch(`${this.#platform.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async ask<T>(method: string, path: string, body?: unknown, token = this.#token): Promise<Answer<T>> {
    const response = await this.send(method, path, body, token);
    // Callers name the type that the wire contract promises for this path.
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Waits until it is there, or is refused. */
  async make(request: QuickDrillRequest): Promise<QuickMaking> {
    const { status, body } = await this.ask<QuickMaking>('POST', '/api/host/quick-drills', request);
    if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
    let making = body;
    while (making.state === 'making') {
      await new Promise((wake) => setTimeout(wake, 200));
      making = (await this.ask<QuickMaking>('GET', `/api/host/quick-drills/${making.id}`)).body;
    }
    return making;
  }

  /** The seat of a drill that was made. Throws with the refusal when it was not. */
  async seat(request: QuickDrillRequest): Promise<Seat> {
    const { seat, refusal } = await this.make(request);
    if (seat === null) throw new Error(JSON.stringify(refusal));
    return seat;
  }
}
