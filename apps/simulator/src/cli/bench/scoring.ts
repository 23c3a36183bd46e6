/** How long a drill's score takes: of somebody who did very much, and of a team that comes after. */
import type { Debrief, DebriefPending } from '@firedrill/protocol';
import type { Scenario } from '../../scenario/index.ts';
import { chanceSteps } from '../archetypes/chance.ts';
import { offeredIn } from '../archetypes/offered.ts';
import { setup, worldCache } from '../project.ts';
import { type Played, playSteps } from '../transcript/play.ts';
import { openStage, type Stage } from '../transcript/stage.ts';
import { median, report } from './report.ts';

const seed = 1;
/** Most are looks that are pinned at once: nearly 500 journal entries. */
const manySteps = 240;
/** On people's clock: the drill's own limit of requests is not what is measured. */
const apartMs = 1_000;

async function debriefed({ seat }: Played, stage: Stage): Promise<number> {
  const startedMs = performance.now();
  await seat.ask('POST', '/end');
  for (;;) {
    const debrief = await seat.ask<Debrief | DebriefPending>('GET', '/debrief');
    if (!('pending' in debrief)) return performance.now() - startedMs;
    stage.clock.nowMs += apartMs;
  }
}

async function pins({ seat }: Played, stage: Stage): Promise<number[]> {
  const { pins: made } = await seat.ask<{ pins: readonly { query: object; window: object; reading: string }[] }>(
    'GET',
    '',
  );
  const tookMs: number[] = [];
  for (const { query, window, reading } of made.slice(0, 20)) {
    stage.clock.nowMs += apartMs;
    const startedMs = performance.now();
    await seat.ask('POST', '/pins', { query, window, reading, title: 'again', note: '' });
    tookMs.push(performance.now() - startedMs);
  }
  return tookMs;
}

export async function scoring(scenario: Scenario): Promise<void> {
  const stage = await openStage([scenario], setup(worldCache()));
  const run = { mode: 'open', seed, onFailed: () => {} } as const;
  try {
    const offered = await offeredIn(
      stage.worlds.open({ scenarioId: scenario.id, seed, variant: 'true', inputs: [] }),
      scenario,
    );
    const first = await playSteps(stage, scenario, { ...run, steps: chanceSteps(offered, seed, 1) });
    report('debrief of the first team, worlds on disk', await debriefed(first, stage), 'ms');
    const steps = chanceSteps(offered, seed, 1, manySteps);
    const many = await playSteps(stage, scenario, { ...run, steps });
    report('a pin is taken', median(await pins(many, stage)), 'ms');
    report(`debrief after ${manySteps} steps, first time`, await debriefed(many, stage), 'ms');
    const again = await playSteps(stage, scenario, { ...run, steps });
    report(`debrief after ${manySteps} steps, answers known`, await debriefed(again, stage), 'ms');
  } finally {
    await stage.close();
  }
}
