/** Teams that had the same incident, beside each other: how they did, not what they did. */
import type { Comparison, Debrief, TeamResult } from '@firedrill/protocol';
import { BrokenJournal, UnknownEntry } from '../../journal/index.ts';
import type { Storage } from '../../storage/index.ts';
import { ApiError } from '../errors.ts';
import type { DrillRuntime } from './drill-runtime.ts';
import type { Drills } from './drills.ts';

function resultOf({ stored, journal }: DrillRuntime, debrief: Debrief, own: boolean): TeamResult {
  const dims = [...new Set(debrief.lines.map(({ dim }) => dim))];
  const { rivals, steps } = debrief.narrowing;
  return {
    teamName: stored.teamName,
    own,
    rubricVersion: debrief.rubricVersion,
    timeBoxes: debrief.timeBoxes,
    total: debrief.total,
    passed: debrief.passed,
    dimensions: dims.map((dim) => {
      const lines = debrief.lines.filter((line) => line.dim === dim);
      const sum = (of: 'got' | 'max'): number => lines.reduce((total, line) => total + line[of], 0);
      return { dim, got: sum('got'), max: sum('max') };
    }),
    lockedMs: journal.find(({ data }) => data.type === 'hypothesis.locked')?.workMs ?? null,
    left: steps.at(-1)?.left ?? rivals,
    rivals,
  };
}

/** One team's journal keeps no other from being compared. */
function unlessUnreadable(error: unknown): null {
  if (error instanceof UnknownEntry || error instanceof BrokenJournal) return null;
  throw error;
}

const nothing: Comparison = { open: false, teams: [], pending: 0, unreadable: 0 };

export class Comparisons {
  readonly #storage: Storage;
  readonly #drills: Drills;

  constructor(storage: Storage, drills: Drills) {
    this.#storage = storage;
    this.#drills = drills;
  }

  /** For all drills of the same incident as this one. Rejects with 404 when there is no such drill. */
  async set(drillId: string, open: boolean): Promise<void> {
    const { stored } = await this.#drills.get(drillId);
    await this.#storage.setCompared(stored.scenarioId, stored.seed, open);
  }

  /** Nothing of a drill that goes on. Rejects with 409 before the asker's own has ended. */
  async of(own: DrillRuntime): Promise<Comparison> {
    if (own.state.phase !== 'ended') throw new ApiError('out_of_turn', 'teams are compared when the drill has ended');
    const { scenarioId, seed } = own.stored;
    if (!(await this.#storage.isCompared(scenarioId, seed))) return nothing;
    const all = (await this.#storage.drills()).filter((one) => one.scenarioId === scenarioId && one.seed === seed);
    const found = await Promise.all(all.map(({ id }) => this.#drills.get(id).catch(unlessUnreadable)));
    const runtimes = found.flatMap((runtime) => runtime ?? []);
    const teams: TeamResult[] = [];
    let pending = 0;
    for (const runtime of runtimes.filter(({ state }) => state.phase === 'ended')) {
      const debrief = await runtime.debrief(0);
      if ('pending' in debrief) pending++;
      else teams.push(resultOf(runtime, debrief, runtime === own));
    }
    const unreadable = found.length - runtimes.length;
    return { open: true, teams: teams.sort((a, b) => (a.teamName < b.teamName ? -1 : 1)), pending, unreadable };
  }
}
