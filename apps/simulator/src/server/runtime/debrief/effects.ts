/** What each action changed. */
import type { Action } from '@firedrill/protocol';
import { type Effect, effectOf } from '../../../evidence/index.ts';
import type { DrillRuntime } from '../drill-runtime.ts';
import type { Tell } from './waiting.ts';

/** An action that works at once is judged by the minutes after it, or by the time until the team was done. */
const judgedForMs = 10 * 60_000;
/** Their effect may only come with the next release, the next run of a job or the next peak. */
const ahead: ReadonlySet<Action['verb']> = new Set([
  'create-index',
  'hold-release',
  'revert',
  'set-config',
  'suspend-job',
]);

/** Each action against the world in which it was not done, and all before it was. */
export async function effectsOf(runtime: DrillRuntime, tell: Tell): Promise<Record<number, Effect>> {
  const { scenario, state, rule } = runtime;
  const nowMs = runtime.incidentNowMs();
  const effects: Record<number, Effect> = {};
  for (const [index, { seq, action, operation, incidentMs }] of state.actions.entries()) {
    tell({ doing: 'Running the shop without what you did', share: index / state.actions.length });
    const boundMs = ahead.has(action.verb) ? scenario.endsAtMs : Math.max(nowMs, incidentMs + judgedForMs);
    const toMs = Math.min(scenario.endsAtMs, boundMs);
    const [untouched, acted] = [runtime.worldAfter(index), runtime.worldAfter(index + 1)];
    await Promise.all([untouched.reached(toMs), acted.reached(toMs)]);
    const window = { fromMs: incidentMs, toMs };
    effects[seq] = await effectOf(acted, untouched, { action, operation, expr: rule.expr, window });
  }
  return effects;
}
