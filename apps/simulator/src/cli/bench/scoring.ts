/** How long a drill's score takes: of somebody who did very much, and of a team that comes after. */
import type { Debrief, DebriefPending, DrillView } from '@firedrill/protocol';
import type { Scenario } from '../../scenario/index.ts';
import type { TimedStep } from '../../scenario/transcript-steps.ts';
import { chanceSteps } from '../archetypes/chance.ts';
import { type Offered, offeredIn } from '../archetypes/offered.ts';
import { setup, worldCache } from '../project.ts';
import { type Played, playSteps } from '../transcript/play.ts';
import { openStage, type Stage } from '../transcript/stage.ts';
import { onePin } from './one-pin.ts';
import { median, report } from './report.ts';

const seed = 1;
/** Journal entries. */
const manyEntries = 500;
/** A step leaves one entry or two, or is refused. */
const moreSteps = 60;
/** On people's clock: the drill's own limit of requests is not what is measured. */
const apartMs = 1_000;
const mostPins = 20;

const viewOf = ({ seat }: Played): Promise<DrillView> => seat.ask<DrillView>('GET', '');

async function debriefed({ seat }: Played, stage: Stage): Promise<number> {
  const startedMs = performance.now();
  await seat.ask('POST', '/end');
  for (;;) {
    const debrief = await seat.ask<Debrief | DebriefPending>('GET', '/debrief');
    if (!('pending' in debrief)) return performance.now() - startedMs;
    stage.clock.nowMs += apartMs;
  }
}

async function pinAgain(played: Played, stage: Stage): Promise<number> {
  const tookMs: number[] = [];
  for (const { query, window, reading } of (await viewOf(played)).pins.slice(0, mostPins)) {
    stage.clock.nowMs += apartMs;
    const startedMs = performance.now();
    await played.seat.ask('POST', '/pins', { query, window, reading, title: 'again', note: '' });
    tookMs.push(performance.now() - startedMs);
  }
  return median(tookMs);
}

/** Steps that leave at least so many entries, found by playing ever more of them. */
async function manyStepsOf(
  offered: Offered,
  play: (steps: readonly TimedStep[]) => Promise<Played>,
): Promise<{ readonly steps: readonly TimedStep[]; readonly played: Played }> {
  for (let count = manyEntries / 2; ; count += moreSteps) {
    const steps = chanceSteps(offered, seed, 1, count);
    const played = await play(steps);
    if ((await viewOf(played)).seq >= manyEntries) return { steps, played };
  }
}

export async function scoring(scenario: Scenario): Promise<void> {
  const stage = await openStage([scenario], setup(worldCache()));
  const play = (steps: readonly TimedStep[]): Promise<Played> =>
    playSteps(stage, scenario, { mode: 'open', seed, onFailed: () => {}, steps });
  try {
    const offered = await offeredIn(
      stage.worlds.open({ scenarioId: scenario.id, seed, variant: 'true', inputs: [] }),
      scenario,
    );
    report(
      'debrief of the first team, worlds on disk',
      await debriefed(await play(chanceSteps(offered, seed, 1)), stage),
      'ms',
    );
    const { steps, played } = await manyStepsOf(offered, play);
    const { seq, pins } = await viewOf(played);
    report('a pin is taken', await pinAgain(played, stage), 'ms');
    report(`debrief of ${seq} entries, first time`, await debriefed(played, stage), 'ms');
    report(`debrief of ${seq} entries, answers known`, await debriefed(await play(steps), stage), 'ms');
    await onePin(stage.worlds, scenario, seed, pins.slice(0, mostPins));
  } finally {
    await stage.close();
  }
}
