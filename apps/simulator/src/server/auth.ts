/** Who asks: a seat's secret in `Authorization: Bearer`. */
import type { FastifyRequest } from 'fastify';
import { ApiError, notFound } from './errors.ts';
import { Buckets, limits } from './limits.ts';
import type { DrillRuntime, Who } from './runtime/drill-runtime.ts';
import type { Drills } from './runtime/drills.ts';

export interface Seated {
  readonly runtime: DrillRuntime;
  readonly who: Who;
}

export class Seats {
  readonly #drills: Drills;
  readonly #now: () => number;
  readonly #buckets = new Buckets(limits.seatBurst, limits.seatPerSecond);

  constructor(drills: Drills, now: () => number) {
    this.#drills = drills;
    this.#now = now;
  }

  async byToken(token: string): Promise<Seated> {
    const seat = token === '' ? null : await this.#drills.seat(token);
    if (!seat) throw new ApiError('unauthorized', 'this seat is not known: join the drill again');
    const runtime = await this.#drills.get(seat.drillId);
    return { runtime, who: { seatId: seat.id, name: seat.name, role: seat.role } };
  }

  /** The seat of a request to /drills/:d/...; a seat of another drill sees no more than that there is none. */
  async of(request: FastifyRequest, drillId: string): Promise<Seated> {
    const header = request.headers.authorization ?? '';
    const seated = await this.byToken(header.startsWith('Bearer ') ? header.slice(7) : '');
    if (seated.runtime.stored.id !== drillId) throw notFound('drill');
    if (!this.#buckets.take(seated.who.seatId, this.#now())) {
      throw new ApiError(
        'too_many_requests',
        `too many requests from this seat: at most ${limits.seatPerSecond} a second for long`,
      );
    }
    return seated;
  }
}
