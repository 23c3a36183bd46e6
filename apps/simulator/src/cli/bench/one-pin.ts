/** How long it takes to hold one pin against every world, when all of them have been run. */
import type { EvidenceQuery, TimeWindow } from '@firedrill/protocol';
import { AnswerMemory, type Asked, type Source, seenAcross } from '../../evidence/index.ts';
import { type Scenario, type Variant, variantOf } from '../../scenario/index.ts';
import { covering } from '../../server/runtime/debrief/waiting.ts';
import type { World, Worlds } from '../../world/worlds.ts';
import { median, report } from './report.ts';

export interface Pinned {
  readonly query: EvidenceQuery;
  readonly window: TimeWindow;
}

const arrivedMs = 45_000;

const sourceOf = (name: string, world: World): Source => ({ name, open: async () => world });

/** Of the pins whose query stands for itself: a change is looked up first. */
const askedOf = ({ query, window }: Pinned, asOfMs: number): Asked[] =>
  query.modality === 'event' ? [] : [{ query, window, asOfMs, acted: false, untouched: true, how: 'read' }];

/** Nothing is remembered from one pin to the next. */
export async function onePin(worlds: Worlds, scenario: Scenario, seed: number, pins: readonly Pinned[]): Promise<void> {
  const open = async (variant: Variant, toMs: number): Promise<World> => {
    const world = worlds.open({ scenarioId: scenario.id, seed, variant, inputs: [] });
    await covering(world, scenario.historyFromMs, toMs);
    return world;
  };
  const truth = await open('true', scenario.endsAtMs);
  const healthy = await open('healthy', scenario.endsAtMs);
  const rivals: { readonly id: string; readonly world: World }[] = [];
  for (const rival of scenario.rivals)
    rivals.push({ id: rival.id, world: await open(variantOf(rival), scenario.rivalsUntilMs) });
  const tookMs: number[] = [];
  for (const asked of pins.flatMap((pin) => askedOf(pin, scenario.endsAtMs))) {
    const startedMs = performance.now();
    await seenAcross(
      {
        own: sourceOf('true', truth),
        truth: sourceOf('true', truth),
        healthy: sourceOf('healthy', healthy),
        rivals: rivals.map(({ id, world }) => ({ id, source: sourceOf(id, world) })),
        untilMs: scenario.rivalsUntilMs - arrivedMs,
        memory: new AnswerMemory(),
      },
      [asked],
    );
    tookMs.push(performance.now() - startedMs);
  }
  report(`a pin is held against ${rivals.length + 2} worlds`, median(tookMs), 'ms');
  report(`a pin is held against ${rivals.length + 2} worlds, at most`, Math.max(...tookMs), 'ms');
}
