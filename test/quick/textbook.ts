/** What somebody knows who has seen each cause of the library once: at another minute of another day, with other people. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Examined, examine, type Outcome } from '../../apps/simulator/src/evidence/index.ts';
import { loadLibrary, loadShop, type Scenario, type Signal } from '../../apps/simulator/src/scenario/index.ts';
import { drawn, quickCauses, writeQuick } from '../../apps/simulator/src/scenario/quick/index.ts';
import { ask } from '../support/ask.ts';
import { root } from '../support/platform.ts';
import { runWorld } from '../support/run.ts';

export interface Chapter {
  readonly cause: string;
  readonly component: string;
  readonly mechanism: string;
  /** By signal. */
  readonly shows: Readonly<Record<string, Outcome>>;
}

const seed = 4001;
const at = '10:40';
const minuteMs = 60_000;

const shop = loadShop(`${root}/apps/shop`, `${root}/scenarios/_history`);
const { library } = loadLibrary([`${root}/scenarios`]);
const maker = { root: mkdtempSync(join(tmpdir(), 'textbook-')), shop, library };

const seenIn = async (scenario: Scenario, variant: 'true' | 'healthy'): Promise<Examined> =>
  ask(await runWorld(scenario, { seed, variant, untilMs: scenario.rivalsUntilMs }));

/** Every value that chance draws from makes a chapter of its own. */
function scenarios(): readonly (readonly [string, Scenario])[] {
  return quickCauses(library).flatMap(({ id, quick }) => {
    const [choice] = Object.entries(quick?.choices ?? {});
    const all = choice ? choice[1].map((value) => ({ [choice[0]]: value })) : [{}];
    return all.map((given, index) => {
      const what = drawn(library, { cause: id, with: given, at, seed });
      return [id, writeQuick(maker, what, { alternatives: [] }, `${id}-${index}`)] as const;
    });
  });
}

export async function textbook(): Promise<readonly Chapter[]> {
  const all = scenarios();
  const [first] = all;
  if (!first) throw new Error('the library has no cause for quick drills');
  const healthy = await seenIn(first[1], 'healthy');
  const chapters: Chapter[] = [];
  for (const [cause, scenario] of all) {
    const world = await seenIn(scenario, 'true');
    const shows: Record<string, Outcome> = {};
    for (const signal of scenario.signals) {
      if (signal.modality === 'event') continue;
      shows[signal.id] = await examine(world, healthy, signal.query, signal.window, signal.window.toMs);
    }
    const { component, mechanism } = scenario.truth;
    chapters.push({ cause, component, mechanism, shows });
  }
  return chapters;
}

/** The questions that it answers, for any window. */
export function questions(): readonly Signal[] {
  const what = drawn(library, { cause: quickCauses(library)[0]?.id, at, seed });
  return writeQuick(maker, what, { alternatives: [] }, 'questions').signals;
}

export const windowAfter = (pagedAtMs: number): { readonly fromMs: number; readonly toMs: number } => ({
  fromMs: pagedAtMs - 3 * minuteMs,
  toMs: pagedAtMs + 5 * minuteMs,
});
