/** Makes the key of a drill from the worlds, and the debrief from the key. */
import type { Debrief } from '@firedrill/protocol';
import { buildDebrief, type Course } from '../../drill/index.ts';
import { type Effect, effectOf, examine, judgeReading } from '../../evidence/index.ts';
import type { AnswerKey, JudgedPin } from '../../score/index.ts';
import type { World } from '../../world/worlds.ts';
import type { DrillRuntime } from './drill-runtime.ts';

async function judge(runtime: DrillRuntime, healthy: World): Promise<Record<string, JudgedPin>> {
  const judged: Record<string, JudgedPin> = {};
  for (const { data, incidentMs } of runtime.journal) {
    if (data.type !== 'evidence.pinned') continue;
    const { query, window, reading } = data.pin;
    try {
      await healthy.reached(Math.min(window.toMs, runtime.scenario.endsAtMs));
      const outcome = await examine(runtime.world, healthy, query, window, incidentMs);
      judged[data.pinId] = { outcome, verdict: judgeReading(reading, outcome) };
    } catch {
      // What cannot be run any more proves nothing either way.
      judged[data.pinId] = { outcome: 'unclear', verdict: 'unclear' };
    }
  }
  return judged;
}

/** Each action against the world in which it was not done, and all before it was. */
async function effectsOf(runtime: DrillRuntime): Promise<Record<number, Effect>> {
  const { endsAtMs } = runtime.scenario;
  const effects: Record<number, Effect> = {};
  for (const [index, { seq, action, operation, incidentMs }] of runtime.state.actions.entries()) {
    const [untouched, acted] = [runtime.worldAfter(index), runtime.worldAfter(index + 1)];
    await Promise.all([untouched.reached(endsAtMs), acted.reached(endsAtMs)]);
    const window = { fromMs: incidentMs, toMs: endsAtMs };
    effects[seq] = await effectOf(acted, untouched, { action, operation, expr: runtime.rule.expr, window });
  }
  return effects;
}

async function courseOf(runtime: DrillRuntime): Promise<Course> {
  const { incidentFromMs, endsAtMs } = runtime.scenario;
  const toMs = Math.min(endsAtMs, Math.max(runtime.incidentNowMs(), incidentFromMs + 1_200_000));
  const minutes = await runtime.world.query({ kind: 'edge-minutes', fromMs: incidentFromMs, toMs }, endsAtMs);
  return minutes.map(({ fromMs, requests, failed, p95Ms }) => ({
    atMs: fromMs,
    p95Ms,
    errorPercent: requests === 0 ? 0 : (100 * failed) / requests,
  }));
}

export async function debriefOf(runtime: DrillRuntime, healthy: World): Promise<Debrief> {
  const { onsetMs, guiltyEdge } = runtime.scenario.truth;
  const [pins, effects] = await Promise.all([judge(runtime, healthy), effectsOf(runtime)]);
  const key: AnswerKey = { pins, effects, onsetMs, guiltyEdge };
  return buildDebrief(runtime.scenario, runtime.journal, key, await courseOf(runtime));
}
