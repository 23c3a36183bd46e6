/** A trainee at the REST interface: what a browser would send. */
import type { CatalogEntry, Debrief, DrillView, Hypothesis, PinRequest, Seat } from '@firedrill/protocol';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
}

/** The drill that the tests play, unless they say otherwise. */
export const firstDrill = 'Slow shop on a Saturday';

export class Trainee {
  readonly url: string;
  readonly seat: Seat;

  constructor(url: string, seat: Seat) {
    this.url = url;
    this.seat = seat;
  }

  static async start(
    url: string,
    options: { title?: string; name?: string; mode?: 'guided' | 'open'; seed?: number; timeBoxes?: boolean } = {},
  ): Promise<Trainee> {
    const catalog: CatalogEntry[] = await (await fetch(`${url}/api/catalog`)).json();
    const response = await fetch(`${url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        catalogId: catalog.find(({ title }) => title === (options.title ?? firstDrill))?.id,
        name: options.name ?? 'Ana',
        mode: options.mode ?? 'guided',
        seed: options.seed ?? 1,
        timeBoxes: options.timeBoxes ?? true,
      }),
    });
    if (!response.ok) throw new Error(await response.text());
    return new Trainee(url, await response.json());
  }

  async send<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/api/drills/${this.seat.drillId}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.seat.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // Callers name the type that the wire contract promises for this path.
    return { status: response.status, text, body: (text === '' ? null : JSON.parse(text)) as T };
  }

  /** Like `send`, but anything other than success is an error with the answer's text. */
  async must<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send<T>(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  view(): Promise<DrillView> {
    return this.must('GET', '');
  }

  /** Waits until the world can be played, polling the view. */
  async ready(): Promise<DrillView> {
    for (;;) {
      const view = await this.view();
      if (view.world.ready) return view;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }

  async beginWork(): Promise<DrillView> {
    await this.ready();
    await this.must('POST', '/start');
    return this.must('POST', '/acknowledge');
  }

  pin(request: PinRequest): Promise<DrillView> {
    return this.must('POST', '/pins', request);
  }

  /** Asks for what is going to be pinned, as a person does before. */
  async look({ query, window }: Pick<PinRequest, 'query' | 'window'>): Promise<void> {
    const { fromMs, toMs } = window;
    const common = { fromMs, toMs, askedBy: 'person' };
    if (query.modality === 'metric')
      await this.must('POST', '/metrics/range', { ...common, expr: query.expr, stepMs: 15_000 });
    else if (query.modality === 'log') await this.must('POST', '/logs/search', { ...common, query: query.query });
    else if (query.modality === 'trace') await this.must('GET', `/traces/${query.traceId}`);
    else await this.must('POST', '/viewed', { what: 'changes' });
  }

  draft(hypothesis: Hypothesis): Promise<DrillView> {
    return this.must('PUT', '/hypothesis', hypothesis);
  }

  /** Asks until it has been worked out. */
  async debrief(query = ''): Promise<Debrief> {
    for (;;) {
      const { status, body, text } = await this.send<Debrief>('GET', `/debrief${query}`);
      if (status === 200) return body;
      if (status !== 202) throw new Error(`GET /debrief: ${status} ${text}`);
    }
  }
}
