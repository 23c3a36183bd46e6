/** A drill from nothing: until it can be played, until all of it is there, until its rivals are, and from disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Scenario, variantOf } from '../../scenario/index.ts';
import { createWorlds } from '../../world/open.ts';
import type { World, Worlds } from '../../world/worlds.ts';
import { setup } from '../project.ts';
import { askedUntil, latencies } from './panels.ts';
import { report, secondsSince, share } from './report.ts';

const seed = 11;
const halfHourMs = 30 * 60_000;

/** Resolves when the world's progress is as it `should` be. */
function until(world: World, should: (progress: ReturnType<World['progress']>) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = world.onProgress((progress) => {
      if (should(progress)) finish();
    });
    const finish = (): void => {
      stop();
      resolve();
    };
    if (should(world.progress())) finish();
  });
}

const playable = (world: World): Promise<void> => until(world, ({ ready }) => ready);
const whole = (world: World, { historyFromMs, endsAtMs }: Scenario): Promise<void> =>
  until(world, ({ fromMs, toMs }) => fromMs <= historyFromMs && toMs >= endsAtMs);

/** As a drill does it when its page is acknowledged. */
const rivals = (worlds: Worlds, { id: scenarioId, rivals }: Scenario): Promise<unknown> =>
  Promise.all(rivals.map((rival) => worlds.prepare({ scenarioId, seed, variant: variantOf(rival), inputs: [] })));

export async function coldAndCached(scenario: Scenario): Promise<void> {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'firedrill-bench-'));
  const reference = { scenarioId: scenario.id, seed, variant: 'true', inputs: [] } as const;
  const named = (what: string): string => `${scenario.id}: ${what}`;
  try {
    const coldMs = performance.now();
    const cold = createWorlds({ ...setup(cacheFolder), scenarios: [scenario] });
    const world = cold.open(reference);
    await playable(world);
    report(named('time to a playable drill, cold'), secondsSince(coldMs), 's');
    const page = await world.page();
    const nowMs = (page?.firedAtMs ?? scenario.truth.onsetMs) + 60_000;
    const { fromMs } = world.progress();
    report(named('history before the page by then'), (nowMs - 60_000 - fromMs) / halfHourMs, 'half hours');
    const acknowledgedMs = performance.now();
    const asked = await askedUntil(rivals(cold, scenario), world, nowMs);
    report(named('time to all rivals, cold'), secondsSince(acknowledgedMs), 's');
    report(named('panel while rivals run, median'), share(asked, 0.5), 'ms');
    report(named('panel while rivals run, slowest'), share(asked, 1), 'ms');
    await whole(world, scenario);
    report(named('time to all of it, cold'), secondsSince(coldMs), 's');
    await latencies(world, nowMs + 60_000);
    await cold.close();
    const cachedMs = performance.now();
    const cached = createWorlds({ ...setup(cacheFolder), scenarios: [scenario] });
    const again = cached.open(reference);
    await playable(again);
    report(named('time to a playable drill, cached'), secondsSince(cachedMs), 's');
    await whole(again, scenario);
    report(named('time to all of it, cached'), secondsSince(cachedMs), 's');
    await cached.close();
  } finally {
    rmSync(cacheFolder, { recursive: true, force: true });
  }
}
