/** A person at the API, as a browser would be. */
import type { CatalogEntry, Seat } from '@firedrill/protocol';
import type { Stage } from './stage.ts';

/** What the server did not do, in its own words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export class SeatAt {
  readonly #stage: Stage;
  readonly seat: Seat;

  constructor(stage: Stage, seat: Seat) {
    this.#stage = stage;
    this.seat = seat;
  }

  /** Begins a drill, as its only player. */
  static async begin(stage: Stage, entry: CatalogEntry, mode: 'guided' | 'open', seed: number): Promise<SeatAt> {
    const payload = { catalogId: entry.id, name: 'Trainee', mode, seed };
    const answer = await stage.app.inject({ method: 'POST', url: '/api/events', payload });
    if (answer.statusCode >= 300) throw new Refused(answer.statusCode, answer.body);
    return new SeatAt(stage, answer.json());
  }

  /** Throws Refused with what the server said. `T` is what the wire contract promises for this path. */
  async ask<T>(method: Method, path: string, payload?: object): Promise<T> {
    const { drillId, token } = this.seat;
    const answer = await this.#stage.app.inject({
      method,
      url: `/api/drills/${drillId}${path}`,
      headers: { authorization: `Bearer ${token}` },
      ...(payload === undefined ? {} : { payload }),
    });
    if (answer.statusCode >= 300)
      throw new Refused(answer.statusCode, `${method} ${path}: ${answer.statusCode} ${answer.body}`);
    return answer.body === '' ? (null as T) : answer.json<T>(); // An empty answer is promised as nothing.
  }
}
