/** Worlds, opened by reference and filled in the background. */
import { createHash } from 'node:crypto';
import type { WorldProgress } from '@firedrill/protocol';
import type { Scenario } from '../scenario/index.ts';
import type { TelemetryRequest, TelemetryResult } from '../telemetry/query.ts';
import type { Chunk } from '../telemetry/record/chunk.ts';
import { createTelemetryClient, type TelemetryClient } from '../telemetry/worker/client.ts';
import { alertRule, firstFiring } from './run/alert.ts';
import { sliceKey } from './run/cache.ts';
import { createSlicePool, type SlicePool, type WorkerSetup } from './run/pool.ts';
import { historySlices, incidentSlice, type Slice } from './run/slices.ts';
import type { PageFacts, World, WorldReference, Worlds } from './worlds.ts';

/** Lower runs first. */
const priorities = { incident: 0, newestHistory: 1, fork: 1, healthy: 2, olderHistory: 3 } as const;
/** History that must be there before a drill can begin. */
const neededHistoryMs = 15 * 60_000;

const idOf = (parts: unknown): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** The healthy time before the incident: one for all worlds of a scenario and seed. */
class History {
  readonly id: string;
  fromMs: number;
  readonly #done = new Set<number>();
  readonly #listeners = new Set<() => void>();

  constructor(scenario: Scenario, seed: number, pool: SlicePool, telemetry: TelemetryClient) {
    this.id = idOf(['history', scenario.hash, seed]);
    this.fromMs = scenario.incidentFromMs;
    const reference: WorldReference = { scenarioId: scenario.id, seed, variant: 'healthy', inputs: [] };
    const slices = historySlices(scenario);
    for (const [index, slice] of slices.entries()) {
      const task = { reference, slice, key: sliceKey(scenario.hash, reference, slice) };
      const priority = index === 0 ? priorities.newestHistory : priorities.olderHistory;
      let adopted: Promise<unknown> = Promise.resolve();
      const adopt = (chunk: Chunk): void => {
        adopted = adopted.then(() => telemetry.adopt(this.id, `history ${slice.fromMs}`, chunk));
      };
      pool
        .run(task, priority, adopt)
        .then(() => adopted)
        .then(() => this.#finished(slice, slices))
        .catch(() => undefined);
    }
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #finished(slice: Slice, slices: readonly Slice[]): void {
    this.#done.add(slice.fromMs);
    // Complete from where no slice is missing up to the incident.
    for (const { fromMs } of slices) {
      if (!this.#done.has(fromMs)) break;
      this.fromMs = fromMs;
    }
    for (const listener of this.#listeners) listener();
  }
}

class OpenWorld implements World {
  readonly id: string;
  readonly reference: WorldReference;
  readonly #scenario: Scenario;
  readonly #history: History;
  readonly #telemetry: TelemetryClient;
  readonly #listeners = new Set<(progress: WorldProgress) => void>();
  #toMs: number;
  #failed: Error | null = null;
  #page: Promise<PageFacts | null> | undefined;
  #pageKnown = false;
  readonly #opened: Promise<void>;

  constructor(
    scenario: Scenario,
    reference: WorldReference,
    history: History,
    pool: SlicePool,
    telemetry: TelemetryClient,
  ) {
    this.id = idOf(['world', scenario.hash, reference]);
    this.reference = reference;
    this.#scenario = scenario;
    this.#history = history;
    this.#telemetry = telemetry;
    this.#toMs = scenario.incidentFromMs;
    // An empty history can be forked once it exists; its first chunk makes it.
    this.#opened = new Promise((resolve) => {
      const fork = (): void => {
        telemetry.fork(history.id, this.id, scenario.incidentFromMs * 1000).then(resolve, () => undefined);
      };
      if (history.fromMs < scenario.incidentFromMs) fork();
      else {
        let done = false;
        history.onChange(() => {
          if (!done) {
            done = true;
            fork();
          }
        });
      }
    });
    history.onChange(() => this.#changed());
    this.#compute(pool);
  }

  progress(): WorldProgress {
    const { incidentFromMs, historyFromMs, endsAtMs } = this.#scenario;
    const { fromMs } = this.#history;
    const enoughHistory = fromMs <= Math.max(historyFromMs, incidentFromMs - neededHistoryMs);
    const ready = enoughHistory && this.#pageKnown;
    const done = this.#toMs - incidentFromMs + (incidentFromMs - fromMs);
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

  async #findPage(): Promise<PageFacts | null> {
    const { baseFiles, page, incidentFromMs, endsAtMs } = this.#scenario;
    const rule = alertRule(baseFiles, page.rule);
    const valueAt = async (expr: string, atMs: number): Promise<number | null> => {
      await this.reached(Math.min(atMs, endsAtMs));
      const { series } = await this.query({ kind: 'metric-instant', expr, atMs }, atMs);
      const value = series[0]?.values[0];
      return typeof value === 'number' ? value : null;
    };
    const fired = await firstFiring(rule, incidentFromMs, endsAtMs, valueAt);
    return fired ? { rule: rule.name, ...fired } : null;
  }

  #compute(pool: SlicePool): void {
    const scenario = this.#scenario;
    const slice = incidentSlice(scenario);
    const { variant, inputs } = this.reference;
    const priority =
      variant === 'healthy' ? priorities.healthy : inputs.length > 0 ? priorities.fork : priorities.incident;
    const task = { reference: this.reference, slice, key: sliceKey(scenario.hash, this.reference, slice) };
    let adopted: Promise<unknown> = this.#opened;
    const adopt = (chunk: Chunk): void => {
      adopted = adopted
        .then(() => this.#telemetry.adopt(this.id, 'incident', chunk))
        .then(() => {
          this.#toMs = chunk.untilUs / 1000;
          this.#changed();
        });
    };
    pool
      .run(task, priority, adopt)
      .then(() => adopted)
      .catch((error: unknown) => {
        this.#failed = error instanceof Error ? error : new Error(String(error));
        this.#changed();
      });
    if (variant === 'true' && inputs.length === 0) {
      void this.page().then(
        () => {
          this.#pageKnown = true;
          this.#changed();
        },
        () => undefined,
      );
    } else this.#pageKnown = true;
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
  const { scenarios, ...setup } = options;
  const pool = createSlicePool(setup);
  const telemetry = createTelemetryClient();
  const histories = new Map<string, History>();
  const worlds = new Map<string, OpenWorld>();
  return {
    open(reference) {
      const scenario = scenarios.find(({ id }) => id === reference.scenarioId);
      if (!scenario) throw new Error(`no scenario ${reference.scenarioId}`);
      const historyKey = `${scenario.id} ${reference.seed}`;
      let history = histories.get(historyKey);
      if (!history) {
        history = new History(scenario, reference.seed, pool, telemetry);
        histories.set(historyKey, history);
      }
      const key = JSON.stringify([reference.scenarioId, reference.seed, reference.variant, reference.inputs]);
      let world = worlds.get(key);
      if (!world) {
        world = new OpenWorld(scenario, reference, history, pool, telemetry);
        worlds.set(key, world);
      }
      return world;
    },
    async close() {
      await pool.close();
      await telemetry.close();
    },
  };
}
