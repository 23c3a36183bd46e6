/** Ordinary hours of a shop in which nothing is wrong, as runs that the checks look at one after another. */
import type { Scenario } from '../../../apps/simulator/src/scenario/index.ts';
import { runWorld } from '../../support/run.ts';
import { type Run, recordedRun } from './run.ts';

const minuteMs = 60_000;
/** What one run holds: enough for every check, and no more rows than fit into memory. */
const sliceMs = 16 * minuteMs;

export interface Stretch {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The last minutes before anything of the scenario's own, newest first. */
export function healthyStretches({ incidentFromMs }: Scenario, totalMinutes: number): Stretch[] {
  const stretches: Stretch[] = [];
  const firstMs = incidentFromMs - totalMinutes * minuteMs;
  for (let untilMs = incidentFromMs; untilMs > firstMs; untilMs -= sliceMs)
    stretches.push({ fromMs: Math.max(firstMs, untilMs - sliceMs), untilMs });
  return stretches;
}

/** Nothing begins in it: its onset is its end. */
export async function healthyRun(scenario: Scenario, seed: number, { fromMs, untilMs }: Stretch): Promise<Run> {
  const slice = { kind: 'history', fromMs, toMs: untilMs } as const;
  const chunks = await runWorld(scenario, { seed, variant: 'healthy', slice, untilMs });
  return recordedRun({ scenario, variant: 'healthy', fromMs, onsetMs: untilMs, untilMs, chunks });
}
