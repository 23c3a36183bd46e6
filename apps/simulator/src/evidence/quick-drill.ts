/**
 * Makes a quick drill: writes it, runs it, and keeps it if it is one. A rule of the shop's must page for it, and enough
 * of what else it could have been must look different somewhere.
 */
import { type Scenario, type Variant, variantOf } from '../scenario/index.ts';
import {
  candidatesFor,
  type Drawn,
  drawn,
  fewestKept,
  forgetQuick,
  keptOf,
  type QuickChoice,
  type QuickMaker,
  QuickRefused,
  writeQuick,
} from '../scenario/quick/index.ts';
import type { World, WorldReference, Worlds } from '../world/worlds.ts';
import { consistentWith } from './narrowing.ts';
import { type OutcomeTable, outcomesIn, tableOf } from './outcomes.ts';

export interface QuickProgress {
  /** In words that give nothing away. */
  readonly doing: string;
  /** 0-1 */
  readonly share: number;
}

export interface QuickDrill {
  readonly scenario: Scenario;
  readonly drawn: Drawn;
  readonly pagedAtMs: number;
  /** Of all that it could have been, those left out too. */
  readonly table: OutcomeTable;
}

export interface QuickDrillDeps {
  readonly worlds: Worlds;
  readonly maker: QuickMaker;
  /** Each call another id, which says nothing. */
  newId(): string;
  onProgress(progress: QuickProgress): void;
}

/** Draws until one is a drill, so often at most. */
const mostAttempts = 6;
const minuteMs = 60_000;
/** Nobody in a meeting waits longer for something to happen. */
const pageWithinMs = 8 * minuteMs;
/** A signal that says more than this by itself gives the answer away. */
const mostOfOne = 0.7;
const pageShare = 0.3;

const timeOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

class Attempt {
  readonly #deps: QuickDrillDeps;
  readonly #drawn: Drawn;
  readonly #seed: number;
  readonly #id: string;
  readonly #opened: WorldReference[] = [];

  constructor(deps: QuickDrillDeps, what: Drawn, seed: number) {
    this.#deps = deps;
    this.#drawn = what;
    this.#seed = seed;
    this.#id = deps.newId();
  }

  /** Throws QuickRefused when it is no drill; then nothing of it is left. */
  async make(): Promise<QuickDrill> {
    const { maker, worlds, onProgress } = this.#deps;
    const alternatives = candidatesFor(maker.library, this.#drawn);
    try {
      const draft = writeQuick(maker, this.#drawn, { alternatives }, this.#id);
      worlds.add(draft);
      onProgress({ doing: 'Running the shop until somebody is paged', share: 0 });
      const truth = this.#open('true');
      const pagedAtMs = await this.#page(truth, draft);
      const table = await this.#table(truth, draft);
      const kept = keptOf(
        draft.rivals.map(({ id }) => id),
        toldApartIn(table),
      );
      if (kept.length < fewestKept) {
        const reason = `only ${kept.length} other causes look different from it, ${fewestKept} are needed`;
        throw new QuickRefused('cause', reason);
      }
      const parts = {
        alternatives: alternatives.filter(({ id }) => kept.includes(id)),
        signals: signalsFor(table, kept),
      };
      const scenario = writeQuick(maker, this.#drawn, parts, this.#id);
      worlds.add(scenario);
      return { scenario, drawn: this.#drawn, pagedAtMs, table };
    } catch (error) {
      forgetQuick(maker, this.#id);
      for (const reference of this.#opened) await worlds.drop(reference);
      throw error;
    }
  }

  #reference(variant: Variant): WorldReference {
    return { scenarioId: this.#id, seed: this.#seed, variant, inputs: [] };
  }

  #open(variant: Variant): World {
    this.#opened.push(this.#reference(variant));
    return this.#deps.worlds.open(this.#reference(variant));
  }

  async #page(truth: World, { truth: { onsetMs }, page }: Scenario): Promise<number> {
    const paged = await truth.page();
    if (paged && paged.firedAtMs >= onsetMs && paged.firedAtMs <= onsetMs + pageWithinMs) return paged.firedAtMs;
    const when = paged ? `only at ${timeOf(paged.firedAtMs)}` : 'not at all';
    const { at } = this.#drawn;
    throw new QuickRefused(
      Object.keys(this.#drawn.with).length > 0 ? 'with' : 'at',
      `${page.rule} fires ${when} when it begins at ${at}: choose another minute or stronger parameters`,
    );
  }

  /** The worlds one after the other in memory, and as many at once in the making as there are threads. */
  async #table(truth: World, draft: Scenario): Promise<OutcomeTable> {
    const { worlds, onProgress } = this.#deps;
    const variants = draft.rivals.map((rival) => [rival.id, variantOf(rival)] as const);
    let done = 0;
    const step = (): void =>
      onProgress({
        doing: 'Running what else it could have been',
        share: pageShare + ((1 - pageShare) * done++) / (2 * variants.length + 1),
      });
    step();
    const prepared = variants.map(([, variant]) => worlds.prepare(this.#reference(variant), true).then(step));
    const healthy = this.#open('healthy');
    await Promise.all([...prepared, healthy.reached(draft.rivalsUntilMs), truth.reached(draft.rivalsUntilMs)]);
    const byWorld = { true: await outcomesIn(truth, healthy, draft.signals) };
    const others: Record<string, Awaited<ReturnType<typeof outcomesIn>>> = {};
    for (const [id, variant] of variants) {
      const world = this.#open(variant);
      await world.reached(draft.rivalsUntilMs);
      others[id] = await outcomesIn(world, healthy, draft.signals);
      await worlds.drop(this.#reference(variant));
      step();
    }
    return tableOf(draft.signals, { ...byWorld, ...others });
  }
}

function toldApartIn({ worlds, rows }: OutcomeTable): Set<string> {
  const alike = consistentWith(
    rows.map(({ outcomes }) => outcomes),
    worlds,
  );
  return new Set(worlds.filter((world) => !alike.includes(world)));
}

/** Without those that say it all, as long as the others suffice. */
function signalsFor(table: OutcomeTable, kept: readonly string[]): string[] {
  const { rows } = tableOf(
    table.rows.map(({ signal: id, modality, decoy }) => ({ id, modality, decoy })),
    Object.fromEntries(
      ['true', ...kept].map((world) => [
        world,
        Object.fromEntries(table.rows.map(({ signal, outcomes }) => [signal, outcomes[world] ?? 'unclear'])),
      ]),
    ),
  );
  const modest = rows.filter(({ narrowing }) => narrowing <= mostOfOne);
  const left = consistentWith(
    modest.map(({ outcomes }) => outcomes),
    ['true', ...kept],
  );
  return (left.length === 1 ? modest : rows).map(({ signal }) => signal);
}

/** Throws QuickRefused: what was chosen cannot be, or is no drill. What chance drew and is none is drawn again. */
export async function makeQuickDrill(deps: QuickDrillDeps, choice: QuickChoice): Promise<QuickDrill> {
  for (let attempt = 0; ; attempt++) {
    const what = drawn(deps.maker.library, { ...choice, attempt });
    try {
      return await new Attempt(deps, what, choice.seed).make();
    } catch (error) {
      if (!(error instanceof QuickRefused) || !what.byChance || attempt + 1 >= mostAttempts) throw error;
    }
  }
}
