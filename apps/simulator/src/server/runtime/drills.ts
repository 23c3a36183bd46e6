/** All drills, loaded when they are first asked for. */
import type { CreateEvent, JoinRequest, PastDrill, Seat } from '@firedrill/protocol';
import type { StoredSeat } from '../../storage/index.ts';
import type { ServerDeps } from '../deps.ts';
import { ApiError, notFound } from '../errors.ts';
import { hashToken, newId, newJoinCode, newToken } from '../secrets.ts';
import { DrillRuntime } from './drill-runtime.ts';

export const defaultSeed = 1;

export class Drills {
  readonly #deps: ServerDeps;
  readonly #lastAliveMs: number | null;
  readonly #loaded = new Map<string, Promise<DrillRuntime>>();

  constructor(deps: ServerDeps, lastAliveMs: number | null) {
    this.#deps = deps;
    this.#lastAliveMs = lastAliveMs;
  }

  async create(request: CreateEvent): Promise<Seat> {
    const { storage, scenarios, now } = this.#deps;
    const scenario = scenarios.find(({ catalog }) => catalog.id === request.catalogId);
    if (!scenario) throw notFound('drill in the catalogue');
    const stored = {
      id: newId(),
      eventId: newId(),
      joinCode: newJoinCode(),
      teamName: request.teamName ?? 'Team',
      scenarioId: scenario.id,
      seed: request.seed ?? defaultSeed,
      createdMs: now(),
    };
    await storage.createDrill(stored);
    const runtime = new DrillRuntime(this.#deps, stored, scenario);
    this.#loaded.set(stored.id, Promise.resolve(runtime));
    const segment = { wallMs: stored.createdMs, incidentMs: scenario.incidentFromMs, workMs: 0, speed: 0 } as const;
    const server = { seatId: 'server', name: 'server', role: 'host' } as const;
    await runtime.begin(
      {
        type: 'drill.created',
        mode: request.mode ?? 'guided',
        timeBoxes: request.timeBoxes ?? true,
        catalogId: scenario.catalog.id,
        seed: stored.seed,
        segment,
      },
      server,
    );
    return this.#seat(runtime, request.name, 'host');
  }

  async join({ code, name }: JoinRequest): Promise<Seat> {
    const stored = await this.#deps.storage.drillByCode(code.toUpperCase());
    if (!stored) throw notFound('join code');
    const runtime = await this.get(stored.id);
    if (runtime.state.phase === 'ended') throw new ApiError('out_of_turn', 'this drill has ended');
    return this.#seat(runtime, name, 'trainee');
  }

  /** Throws 404 when there is no such drill, or its scenario is not there any more. */
  get(id: string): Promise<DrillRuntime> {
    let loading = this.#loaded.get(id);
    if (!loading) {
      loading = this.#load(id);
      this.#loaded.set(id, loading);
      loading.catch(() => this.#loaded.delete(id));
    }
    return loading;
  }

  async seat(token: string): Promise<StoredSeat | null> {
    return this.#deps.storage.seatByToken(hashToken(token));
  }

  /** Totals are for hosts, and for everybody where a host lets teams be compared. */
  async past(asHost: boolean): Promise<PastDrill[]> {
    const { storage } = this.#deps;
    const drills = await storage.drills();
    const totals = await storage.totals();
    const loaded = await Promise.all(drills.map((drill) => this.get(drill.id).catch(() => null)));
    const begun = loaded.flatMap((runtime) => (runtime && runtime.state.phase !== 'lobby' ? [runtime] : []));
    return Promise.all(
      begun.map(async ({ stored, state, scenario }) => {
        const compared = await storage.isCompared(stored.scenarioId, stored.seed);
        const kept = asHost || compared ? totals.get(stored.id) : undefined;
        return {
          drillId: stored.id,
          title: scenario.catalog.title,
          teamName: stored.teamName,
          startedMs: state.startedWallMs,
          phase: state.phase,
          total: kept?.total ?? null,
          rubricVersion: kept?.rubricVersion ?? null,
          compared,
        };
      }),
    );
  }

  async #load(id: string): Promise<DrillRuntime> {
    const stored = await this.#deps.storage.drill(id);
    const scenario = this.#deps.scenarios.find((one) => one.id === stored?.scenarioId);
    if (!stored || !scenario) throw notFound('drill');
    const runtime = new DrillRuntime(this.#deps, stored, scenario);
    await runtime.load(this.#lastAliveMs);
    return runtime;
  }

  async #seat(runtime: DrillRuntime, name: string, role: 'host' | 'trainee'): Promise<Seat> {
    const token = newToken();
    const seatId = newId();
    const { id: drillId, eventId } = runtime.stored;
    await this.#deps.storage.addSeat({ id: seatId, drillId, tokenHash: hashToken(token), name, role });
    await runtime.perform({ type: 'join', name, role }, { seatId, name, role });
    return { seatId, token, drillId, eventId, name, role };
  }
}
