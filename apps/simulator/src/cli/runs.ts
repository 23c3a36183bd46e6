/** Worlds for commands: computed once into the cache, by all processors, and asked as often as one likes. */
import type { Examined } from '../evidence/index.ts';
import type { Scenario, Variant } from '../scenario/index.ts';
import type { Chunk } from '../telemetry/record/chunk.ts';
import { readChunk } from '../telemetry/record/file.ts';
import { createTelemetryClient, type TelemetryClient } from '../telemetry/worker/client.ts';
import { alertRule } from '../world/run/alert.ts';
import { chunkFile, sliceKey } from '../world/run/cache.ts';
import { compute } from '../world/run/fill.ts';
import { lookBackMs } from '../world/run/look-back.ts';
import { createSlicePool, type SlicePool, type WorkerSetup } from '../world/run/pool.ts';
import { chunkEnds, historySlices, incidentSlice, pieceSlices, type Slice } from '../world/run/slices.ts';
import type { WorldReference } from '../world/worlds.ts';

/** What a page is compared with. */
const asUsualMs = 30 * 60_000;

export interface RunName {
  readonly seed: number;
  readonly variant: Variant;
}

export class Runs {
  readonly #scenario: Scenario;
  readonly #setup: WorkerSetup;
  readonly #pool: SlicePool;
  readonly #telemetry: TelemetryClient;
  readonly #opened = new Map<string, Promise<Examined>>();

  constructor(scenario: Scenario, setup: WorkerSetup) {
    this.#scenario = scenario;
    this.#setup = setup;
    this.#pool = createSlicePool(setup);
    this.#telemetry = createTelemetryClient();
  }

  /** Resolves when all are on disk. `onDone` after each. Rejects with the reason of the first that failed. */
  async prepare(names: readonly RunName[], onDone: (share: number) => void): Promise<void> {
    const { cacheFolder } = this.#setup;
    // History is the same in all variants: once is enough.
    const wanted = new Map(
      names.flatMap((name) => this.#slices(name).map((slice) => [this.#key(name, slice), { name, slice }] as const)),
    );
    let done = 0;
    await Promise.all(
      [...wanted.values()].map(async ({ name, slice }, priority) => {
        const what = {
          scenario: this.#scenario,
          reference: this.#reference(name),
          slice,
          priority: priority / wanted.size,
        };
        await compute({ pool: this.#pool, cacheFolder }, what, async () => {});
        onDone(++done / wanted.size);
      }),
    );
  }

  /** Everything that was recorded in a prepared run from the beginning of its continuous part. */
  *chunks(name: RunName): Generator<Chunk> {
    for (const path of this.#files(name, incidentSlice(this.#scenario, name.variant))) yield readChunk(path);
  }

  /** A prepared run, as queries see it. */
  open(name: RunName): Promise<Examined> {
    const worldId = `${name.seed} ${name.variant}`;
    const opened = this.#opened.get(worldId) ?? this.#open(name, worldId);
    this.#opened.set(worldId, opened);
    return opened;
  }

  /** Forgets the opened runs of a seed. */
  async drop(seed: number): Promise<void> {
    const ids = [...this.#opened.keys()].filter((id) => id.startsWith(`${seed} `));
    for (const id of ids) {
      this.#opened.delete(id);
      await this.#telemetry.drop(id);
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
    await this.#telemetry.close();
  }

  async #open(name: RunName, worldId: string): Promise<Examined> {
    for (const slice of this.#slices(name)) {
      for (const path of this.#files(name, slice)) {
        await this.#telemetry.adoptFile(worldId, `${slice.kind} ${slice.fromMs}`, path);
      }
    }
    return { query: (request, asOfMs) => this.#telemetry.query(worldId, request, asOfMs) };
  }

  #reference({ seed, variant }: RunName): WorldReference {
    return { scenarioId: this.#scenario.id, seed, variant, inputs: [] };
  }

  /** The continuous run, and as much of what comes before it as is asked for. */
  #slices({ variant }: RunName): Slice[] {
    const scenario = this.#scenario;
    const fromMs = variant === 'true' ? Math.min(this.#signalsFromMs(), this.#pageFromMs()) : this.#signalsFromMs();
    const before = [...pieceSlices(scenario), ...historySlices(scenario)].filter(({ toMs }) => toMs > fromMs);
    return [incidentSlice(scenario, variant), ...before];
  }

  #signalsFromMs(): number {
    return Math.min(
      ...this.#scenario.signals.map(
        (signal) => signal.window.fromMs - (signal.modality === 'metric' ? lookBackMs(signal.query.expr) : 0),
      ),
    );
  }

  #pageFromMs(): number {
    const { baseFiles, page } = this.#scenario;
    return page.watchedFromMs - lookBackMs(alertRule(baseFiles, page.rule).expr) - asUsualMs;
  }

  #key(name: RunName, slice: Slice): string {
    return sliceKey(this.#scenario, this.#reference(name), slice);
  }

  #files(name: RunName, slice: Slice): string[] {
    const key = this.#key(name, slice);
    return chunkEnds(slice).map((_, index) => chunkFile(this.#setup.cacheFolder, key, index));
  }
}
