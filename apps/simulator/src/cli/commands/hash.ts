/** `world hash`: one hash over everything a run recorded. Same seed, same hash. */
import { createTelemetryHash } from '../../telemetry/record/hash.ts';
import { runSlice } from '../../world/run/run-slice.ts';
import { incidentSlice } from '../../world/run/slices.ts';
import { scenarioNamed } from '../load.ts';
import { say } from '../project.ts';

/** Both releases near the onset and the rollback lie within. */
const hashedMs = 14 * 60_000;

export async function worldHash(id: string, seed: number): Promise<void> {
  const scenario = scenarioNamed(id);
  const hash = createTelemetryHash();
  const reference = { scenarioId: id, seed, variant: 'true', inputs: [] } as const;
  await runSlice(scenario, reference, incidentSlice(scenario, 'true'), (chunk) => hash.add(chunk), {
    untilMs: scenario.continuousFromMs + hashedMs,
  });
  say(hash.digest());
}
