/** Worlds, opened by reference and filled in the background. */
import { createHash } from 'node:crypto';
import type { WorldProgress } from '@firedrill/protocol';
import type { Scenario } from '../scenario/index.ts';
import type { TelemetryRequest, TelemetryResult } from '../telemetry/query.ts';
import { createTelemetryClient, type TelemetryClient } from '../telemetry/worker/client.ts';
import { asksAhead } from './run/ahead.ts';
import { alertRule, evaluationIntervalMs, firstFiring } from './run/alert.ts';
import { compute, type FillDeps, fill } from './run/fill.ts';
import { lookBackMs } from './run/look-back.ts';
import { backgroundPriority, createSlicePool, type WorkerSetup } from './run/pool.ts';
import { chunkMs, historySlices, incidentSlice, pieceSlices } from './run/slices.ts';
import { Stretch } from './run/stretch.ts';
import type { PageFacts, World, WorldReference, Worlds } from './worlds.ts';

const keyOf = ({ scenarioId, seed, variant, inputs }: WorldReference): string =>
  JSON.stringify([scenarioId, seed, variant, inputs]);

/** Lower runs first. A world's pieces come one after its continuous run. */
const priorities = {
  incident: 0,
  newestHistory: 1,
  fork: 1,
  healthy: 3,
  olderHistory: 5,
  rival: backgroundPriority,
} as const;

function priorityOf({ variant, inputs }: WorldReference): number {
  if (variant.startsWith('rival:')) return priorities.rival;
  if (variant === 'healthy') return priorities.healthy;
  return inputs.length > 0 ? priorities.fork : priorities.incident;
}

/** Before a drill can begin, so much before its page must be there: what people compare with. */
const neededBeforePageMs = 30 * 60_000;

const idOf = (parts: unknown): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** The healthy time before S, shared by all worlds of a scenario and seed. */
class History {
  readonly id: string;
  readonly stretch: Stretch;

  constructor(scenario: Scenario, seed: number, deps: FillDeps) {
    this.id = idOf(['history', scenario.id, scenario.hash, seed]);
    const reference: WorldReference = { scenarioId: scenario.id, seed, variant: 'healthy', inputs: [] };
    this.stretch = new Stretch(historySlices(scenario), scenario.incidentFromMs, (slice, isNewest, after) =>
      fill(deps, {
        scenario,
        reference,
        slice,
        worldId: this.id,
        sliceId: `history ${slice.fromMs}`,
        priority: isNewest ? priorities.newestHistory : priorities.olderHistory,
        after,
        onAdopted: () => {},
      }),
    );
  }
}

class OpenWorld implements World {
  readonly id: string;
  readonly reference: WorldReference;
  readonly #scenario: Scenario;
  readonly #history: Stretch;
  readonly #pieces: Stretch;
  readonly #telemetry: TelemetryClient;
  readonly #listeners = new Set<(progress: WorldProgress) => void>();
  #toMs: number;
  #failed: Error | null = null;
  #page: Promise<PageFacts | null> | undefined;
  /** Before this nothing is needed for play; null while it is not known when the page comes. */
  #neededFromMs: number | null = null;
  readonly #opened: Promise<void>;

  constructor(scenario: Scenario, reference: WorldReference, history: History, deps: FillDeps) {
    this.id = idOf(['world', scenario.hash, reference]);
    this.reference = reference;
    this.#scenario = scenario;
    this.#history = history.stretch;
    this.#telemetry = deps.telemetry;
    this.#toMs = scenario.continuousFromMs;
    this.#opened = deps.telemetry.fork(history.id, this.id, scenario.incidentFromMs * 1000);
    this.#compute(deps);
    this.#pieces = this.#computePieces(deps);
    this.#history.onChange(() => this.#changed());
    this.#pieces.onChange(() => this.#changed());
  }

  progress(): WorldProgress {
    const { historyFromMs, endsAtMs } = this.#scenario;
    const fromMs = this.#missingBeforeMs();
    const ready = this.#neededFromMs !== null && fromMs <= this.#neededFromMs;
    const done = this.#toMs - fromMs;
    const doing = ready
      ? fromMs > historyFromMs || this.#toMs < endsAtMs
        ? 'Filling in older history and what comes later'
        : 'All there'
      : 'Running the shop';
    return { fromMs, toMs: this.#toMs, ready, share: Math.min(1, done / (endsAtMs - historyFromMs)), doing };
  }

  onProgress(listener: (progress: WorldProgress) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  reached(untilMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.onProgress(() => look());
      const look = (): void => {
        if (this.#failed) reject(this.#failed);
        else if (this.#toMs >= untilMs) resolve();
        else return;
        stop();
      };
      look();
    });
  }

  page(): Promise<PageFacts | null> {
    this.#page ??= this.#findPage();
    return this.#page;
  }

  async query<R extends TelemetryRequest>(request: R, asOfMs: number): Promise<TelemetryResult<R>> {
    await this.#opened;
    return this.#telemetry.query(this.id, request, asOfMs);
  }

  /** Resolves when nothing is missing from `fromMs` on: a rule that compares with what is not there yet would fire. */
  #backTo(fromMs: number): Promise<void> {
    const neededMs = Math.max(fromMs, this.#scenario.historyFromMs);
    return new Promise((resolve) => {
      const stop = this.onProgress(() => look());
      const look = (): void => {
        if (this.#missingBeforeMs() > neededMs) return;
        stop();
        resolve();
      };
      look();
    });
  }

  /** Telemetry is complete from here to where the world's own run has come. */
  #missingBeforeMs(): number {
    const { fromMs } = this.#pieces;
    return fromMs > this.#scenario.incidentFromMs ? fromMs : this.#history.fromMs;
  }

  async #findPage(): Promise<PageFacts | null> {
    const { baseFiles, page, endsAtMs } = this.#scenario;
    const rule = alertRule(baseFiles, page.rule);
    const ask = async (atMs: number): Promise<number | null> => {
      const { series } = await this.query({ kind: 'metric-instant', expr: rule.expr, atMs }, atMs);
      const value = series[0]?.values[0];
      return typeof value === 'number' ? value : null;
    };
    const untilMs = (atMs: number): number => Math.min(this.#toMs, endsAtMs, atMs + chunkMs);
    const answerAt = asksAhead(evaluationIntervalMs, untilMs, ask);
    const valueAt = async (_expr: string, atMs: number): Promise<number | null> => {
      await this.reached(atMs);
      return answerAt(atMs);
    };
    await this.#opened;
    await this.#backTo(page.watchedFromMs - lookBackMs(rule.expr));
    const fired = await firstFiring(rule, page.watchedFromMs, endsAtMs, valueAt);
    return fired ? { rule: rule.name, ...fired } : null;
  }

  #compute(deps: FillDeps): void {
    const scenario = this.#scenario;
    const { variant, inputs } = this.reference;
    const priority = priorityOf(this.reference);
    const onAdopted = (untilMs: number): void => {
      this.#toMs = untilMs;
      this.#changed();
    };
    const { reference, id: worldId } = this;
    const slice = incidentSlice(scenario, variant);
    fill(deps, {
      scenario,
      reference,
      slice,
      worldId,
      sliceId: 'incident',
      priority,
      after: this.#opened,
      onAdopted,
    }).catch((error: unknown) => {
      this.#failed = error instanceof Error ? error : new Error(String(error));
      this.#changed();
    });
    const neededFor = (pagedAtMs: number): number => Math.max(scenario.historyFromMs, pagedAtMs - neededBeforePageMs);
    if (variant === 'true' && inputs.length === 0) {
      void this.page().then(
        (page) => {
          this.#neededFromMs = neededFor(page?.firedAtMs ?? scenario.truth.onsetMs);
          this.#changed();
        },
        () => undefined,
      );
    } else this.#neededFromMs = neededFor(scenario.truth.onsetMs);
  }

  /** Time between S and the continuous run, where the scenario's cause was there for hours. */
  #computePieces(deps: FillDeps): Stretch {
    const { id: worldId, reference } = this;
    const scenario = this.#scenario;
    const priority = priorityOf(reference) + 1;
    return new Stretch(pieceSlices(scenario), scenario.continuousFromMs, (slice, _isNewest, newer) =>
      fill(deps, {
        scenario,
        reference,
        slice,
        worldId,
        sliceId: `piece ${slice.fromMs}`,
        priority,
        after: Promise.all([this.#opened, newer]),
        onAdopted: () => {},
      }),
    );
  }

  #changed(): void {
    const progress = this.progress();
    for (const listener of this.#listeners) listener(progress);
  }
}

export interface WorldsOptions extends WorkerSetup {
  readonly scenarios: readonly Scenario[];
}

export function createWorlds(options: WorldsOptions): Worlds {
  const { scenarios: first, ...setup } = options;
  const scenarios = new Map(first.map((scenario) => [scenario.id, scenario]));
  const scenarioOf = ({ scenarioId }: WorldReference): Scenario => {
    const scenario = scenarios.get(scenarioId);
    if (!scenario) throw new Error(`no scenario ${scenarioId}`);
    return scenario;
  };
  const pool = createSlicePool(setup);
  const telemetry = createTelemetryClient();
  const deps: FillDeps = { pool, telemetry, cacheFolder: setup.cacheFolder };
  const histories = new Map<string, History>();
  const worlds = new Map<string, OpenWorld>();
  return {
    open(reference) {
      const scenario = scenarioOf(reference);
      const historyKey = `${scenario.id} ${reference.seed}`;
      let history = histories.get(historyKey);
      if (!history) {
        history = new History(scenario, reference.seed, deps);
        histories.set(historyKey, history);
      }
      const key = keyOf(reference);
      let world = worlds.get(key);
      if (!world) {
        world = new OpenWorld(scenario, reference, history, deps);
        worlds.set(key, world);
      }
      return world;
    },
    add(scenario) {
      scenarios.set(scenario.id, scenario);
    },
    async prepare(reference, awaited = false) {
      const scenario = scenarioOf(reference);
      const slices = [incidentSlice(scenario, reference.variant), ...pieceSlices(scenario)];
      const priority = awaited ? priorities.healthy : priorityOf(reference);
      await Promise.all(slices.map((slice) => compute(deps, { scenario, reference, slice, priority }, async () => {})));
    },
    async drop(reference) {
      const world = worlds.get(keyOf(reference));
      worlds.delete(keyOf(reference));
      if (world) await telemetry.drop(world.id);
    },
    async close() {
      await pool.close();
      await telemetry.close();
    },
  };
}
