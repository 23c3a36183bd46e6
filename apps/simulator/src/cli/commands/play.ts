/** `scenario play`: straight into the workbench, and anew whenever the folder is saved. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../../scenario/index.ts';
import { loadNamed } from '../load.ts';
import { type Round, startRound } from '../play/round.ts';
import { watchFolder } from '../play/watch.ts';
import { folderOf, say, setup, UsageError, worldCache } from '../project.ts';

export interface PlayOptions {
  readonly seed: number;
  readonly port: number;
  readonly mode: 'guided' | 'open';
}

/** One round after the other, never two at once. */
class Rounds {
  readonly #options: PlayOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'firedrill-play-'));
  #round: Round | null = null;
  #count = 0;
  #queue: Promise<void> = Promise.resolve();

  constructor(options: PlayOptions) {
    this.#options = options;
  }

  /** Ends the drill before, and resolves when the new one can be opened. Rejects when the port is taken. */
  begin(scenario: Scenario): Promise<void> {
    this.#queue = this.#queue.then(() => this.#next(scenario));
    return this.#queue;
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => undefined);
    await this.#round?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #next(scenario: Scenario): Promise<void> {
    await this.#round?.close();
    const dataFolder = join(this.#folder, String(++this.#count));
    const round = await startRound({ ...this.#options, scenario, setup: setup(worldCache()), dataFolder });
    this.#round = round;
    round.opened.then(
      () => say('The workbench is open.'),
      (error: unknown) => {
        if (this.#round === round)
          say(`The drill could not be opened: ${error instanceof Error ? error.message : error}`);
      },
    );
  }
}

/** Resolves when the process is told to end. Throws UsageError when the scenario cannot be loaded to begin with. */
export async function scenarioPlay(id: string, options: PlayOptions): Promise<void> {
  const folder = folderOf(id);
  const first = loadNamed(id);
  if ('reason' in first) throw new UsageError(`${first.place}: ${first.reason}`);
  const rounds = new Rounds(options);
  await rounds.begin(first.scenario);
  say(`Play at http://localhost:${options.port}/play`);
  const stopWatching = watchFolder(folder, () => {
    const loaded = loadNamed(id);
    if ('reason' in loaded) {
      say(`Not reloaded: ${loaded.place}: ${loaded.reason}`);
      return;
    }
    rounds.begin(loaded.scenario).then(
      () => say('Reloaded: a new drill at the same address.'),
      (error: unknown) => say(`Not reloaded: ${error instanceof Error ? error.message : error}`),
    );
  });
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  stopWatching();
  await rounds.close();
}
