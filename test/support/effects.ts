/** What people do in a world that is run in this process, judged as a debrief judges it. */
import { type Action, operationId } from '@firedrill/protocol';
import { type Effect, effectOf } from '../../apps/simulator/src/evidence/index.ts';
import type { Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { alertRule } from '../../apps/simulator/src/world/run/alert.ts';
import type { Slice } from '../../apps/simulator/src/world/run/slices.ts';
import { type Asked, ask } from './ask.ts';
import { runWorld } from './run.ts';

export interface Play {
  /** Compared over `slice` from here on, with the same time in which nobody does anything. */
  readonly actMs: number;
  readonly slice: Slice;
}

export interface Judge {
  untouched(): Promise<Asked>;
  judged(action: Action): Promise<Effect>;
}

/** Runs the world without an action once, when it is first asked for. */
export function judgeOf(scenario: Scenario, { actMs, slice }: Play): Judge {
  const run = async (actions: readonly Action[]): Promise<Asked> => {
    const inputs = actions.map((action) => ({ ...action, atUs: actMs * 1000 }));
    return ask(await runWorld(scenario, { slice, inputs, untilMs: slice.toMs }));
  };
  const { expr } = alertRule(scenario.baseFiles, scenario.page.rule);
  let without: Promise<Asked> | null = null;
  const untouched = (): Promise<Asked> => {
    without ??= run([]);
    return without;
  };
  return {
    untouched,
    judged: async (action) => {
      const window = { fromMs: actMs, toMs: slice.toMs };
      const question = { action, operation: operationId(1), expr, window };
      return effectOf(await run([action]), await untouched(), question);
    },
  };
}
