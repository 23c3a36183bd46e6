/** Quick drills: scenarios that the server makes itself and keeps beside its data. */
import { randomInt } from 'node:crypto';
import type { QuickCause } from '@firedrill/protocol';
import type { Scenario } from '../../scenario/index.ts';
import { makeQuick, type QuickChoice, type QuickMaker, QuickRefused, quickCauses } from '../../scenario/quick/index.ts';
import { ApiError } from '../errors.ts';
import { newId } from '../secrets.ts';

export interface QuickSetup extends QuickMaker {
  /** All that can be played: what is made is put here too. */
  readonly scenarios: Scenario[];
}

const mostSeed = 2 ** 31 - 1;

export class QuickDrills {
  readonly #setup: QuickSetup;

  constructor(setup: QuickSetup) {
    this.#setup = setup;
  }

  causes(): QuickCause[] {
    return quickCauses(this.#setup.library).map(({ id, title, summary, component, parameters, quick }) => ({
      id,
      title,
      summary,
      component,
      parameters: { ...parameters, ...quick?.with },
    }));
  }

  /** Throws ApiError naming the field that cannot be so; then nothing is left behind. */
  make(choice: Omit<QuickChoice, 'seed'> & { readonly seed?: number | undefined }): {
    scenario: Scenario;
    seed: number;
  } {
    const seed = choice.seed ?? randomInt(1, mostSeed);
    const id = `quick-${newId()
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '0')}`;
    try {
      const scenario = makeQuick(this.#setup, { ...choice, seed }, id);
      this.#setup.scenarios.push(scenario);
      return { scenario, seed };
    } catch (error) {
      if (error instanceof QuickRefused) throw new ApiError('bad_request', error.message, { field: error.field });
      throw error;
    }
  }
}

/** What was made for one occasion is not offered to everybody. */
export const isQuick = ({ id }: Scenario): boolean => id.startsWith('quick-');
