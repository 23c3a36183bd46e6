/** Quick drills: scenarios that the server makes itself and keeps beside its data. */
import { randomInt } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { QuickCause, QuickMaking, Seat } from '@firedrill/protocol';
import { makeQuickDrill } from '../../evidence/index.ts';
import { groundOf, type Scenario } from '../../scenario/index.ts';
import {
  checkQuick,
  fixedEdgeOf,
  placesOf,
  type QuickChoice,
  type QuickMaker,
  QuickRefused,
  quickCauses,
  usualOf,
} from '../../scenario/quick/index.ts';
import type { Worlds } from '../../world/worlds.ts';
import { ApiError, notFound } from '../errors.ts';
import { newId } from '../secrets.ts';

export interface QuickSetup extends QuickMaker {
  readonly worlds: Worlds;
  /** All that can be played: what is made is put here too. */
  readonly scenarios: Scenario[];
}

export interface Opened {
  readonly seat: Seat;
  readonly joinCode: string;
}

type Choice = Omit<QuickChoice, 'seed' | 'attempt'> & { readonly seed?: number | undefined };

const mostSeed = 2 ** 31 - 1;
const prefix = 'quick-';
/** What has been made lately can still be asked for. */
const mostRemembered = 50;

const newScenarioId = (): string =>
  `${prefix}${newId()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '0')}`;

const refusedBy = (error: QuickRefused): ApiError => new ApiError('bad_request', error.message, { field: error.field });

export class QuickDrills {
  readonly #setup: QuickSetup;
  readonly #makings = new Map<string, QuickMaking>();

  constructor(setup: QuickSetup) {
    this.#setup = setup;
  }

  causes(): QuickCause[] {
    const ground = groundOf(this.#setup.shop.files);
    return quickCauses(this.#setup.library).map((cause) => {
      const places = placesOf(cause, ground);
      return {
        id: cause.id,
        title: cause.title,
        summary: cause.summary,
        services: Object.keys(cause.commits),
        fixedEdge: fixedEdgeOf(cause, ground),
        parameters: Object.entries(usualOf(cause)).map(([name, usual]) => ({
          name,
          usual,
          choices: cause.quick?.choices[name] ?? [],
          places: places[name] ?? [],
        })),
      };
    });
  }

  /** Throws ApiError naming the field that cannot be so. `open` makes the drill of what has been made. */
  start(choice: Choice, open: (scenario: Scenario, seed: number) => Promise<Opened>): QuickMaking {
    if ([...this.#makings.values()].some(({ state }) => state === 'making'))
      throw new ApiError('out_of_turn', 'a quick drill is being made: wait until it is there');
    const seed = choice.seed ?? randomInt(1, mostSeed);
    try {
      checkQuick(this.#setup, { ...choice, seed });
    } catch (error) {
      throw error instanceof QuickRefused ? refusedBy(error) : error;
    }
    const id = newId();
    const making: QuickMaking = {
      id,
      state: 'making',
      doing: 'Beginning',
      share: 0,
      refusal: null,
      seat: null,
      joinCode: null,
    };
    this.#note(making);
    void this.#make(making, { ...choice, seed }, open);
    return making;
  }

  /** Throws ApiError when there is none. */
  making(id: string): QuickMaking {
    const making = this.#makings.get(id);
    if (!making) throw notFound('quick drill in the making');
    return making;
  }

  async #make(
    begun: QuickMaking,
    choice: QuickChoice,
    open: (scenario: Scenario, seed: number) => Promise<Opened>,
  ): Promise<void> {
    const { worlds, scenarios } = this.#setup;
    try {
      const { scenario } = await makeQuickDrill(
        {
          worlds,
          maker: this.#setup,
          newId: newScenarioId,
          onProgress: (progress) => this.#note({ ...begun, ...progress }),
        },
        choice,
      );
      scenarios.push(scenario);
      const opened = await open(scenario, choice.seed);
      this.#note({ ...begun, state: 'ready', doing: 'All there', share: 1, ...opened });
    } catch (error) {
      const refusal =
        error instanceof QuickRefused
          ? { message: refusedBy(error).message, field: error.field }
          : { message: 'something went wrong on the server', field: null };
      if (!(error instanceof QuickRefused)) process.stderr.write(`Quick drill: ${String(error)}\n`);
      this.#note({ ...begun, state: 'refused', doing: '', refusal });
    }
  }

  #note(making: QuickMaking): void {
    this.#makings.set(making.id, making);
    const [oldest] = this.#makings.keys();
    if (oldest !== undefined && this.#makings.size > mostRemembered) this.#makings.delete(oldest);
  }
}

/** What was made for one occasion is not offered to everybody. */
export const isQuick = ({ id }: Scenario): boolean => id.startsWith(prefix);

/** Takes away what was being made when a server ended: no drill is of it. */
export function sweepQuick(root: string, used: ReadonlySet<string>): void {
  if (!existsSync(root)) return;
  for (const name of readdirSync(root)) if (!used.has(name)) rmSync(join(root, name), { recursive: true, force: true });
}
