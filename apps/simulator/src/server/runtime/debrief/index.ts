/** The debrief of a drill, worked out once in the background. */
import type { Debrief, DebriefPending } from '@firedrill/protocol';
import { buildDebrief, feltIn, type Made } from '../../../drill/index.ts';
import type { DrillScoreOptions } from '../../../score/index.ts';
import type { Worlds } from '../../../world/worlds.ts';
import type { DrillRuntime } from '../drill-runtime.ts';
import { findingsOf, type OpenWorlds } from './findings.ts';
import { knownOf } from './memory.ts';
import { courseOf } from './symptoms.ts';
import type { Doing } from './waiting.ts';
import { walkOf } from './walk.ts';

/** One at a time: each holds several worlds in memory. */
let last: Promise<unknown> = Promise.resolve();

export class DebriefWork {
  readonly #runtime: DrillRuntime;
  readonly #made: Promise<Made>;
  #known: Made | null = null;
  /** By options. */
  readonly #built = new Map<string, Debrief>();
  #doing: Doing = { doing: 'Waiting for another debrief', share: 0 };

  constructor(runtime: DrillRuntime, worlds: Worlds, open: OpenWorlds) {
    this.#runtime = runtime;
    const make = async (): Promise<Made> => {
      const findings = await findingsOf(runtime, worlds, open, (doing) => {
        this.#doing = doing;
      });
      const known = knownOf(runtime.scenario, runtime.stored.seed);
      known.walk ??= walkOf(open.truth, open.healthy, runtime.scenario);
      known.walk.catch(() => {
        known.walk = null;
      });
      this.#known = { findings, course: await courseOf(open.team, runtime), walk: await known.walk };
      return this.#known;
    };
    this.#made = last.then(make);
    last = this.#made.catch(() => undefined);
  }

  /** Waits for at most `patienceMs`. Rejects when a world cannot be run. */
  async get(patienceMs: number, options: DrillScoreOptions): Promise<Debrief | DebriefPending> {
    if (!this.#known) {
      const patience = new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null).unref());
      await Promise.race([this.#made, patience]);
    }
    if (!this.#known) return { pending: true, ...this.#doing };
    const name = JSON.stringify(options);
    const built =
      this.#built.get(name) ?? buildDebrief(this.#runtime.scenario, this.#runtime.journal, this.#known, options);
    this.#built.set(name, built);
    // Told after the end, and never scored: what was worked out stays as it is.
    return { ...built, felt: feltIn(this.#runtime.journal) };
  }
}
