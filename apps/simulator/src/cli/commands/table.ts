/** `scenario table`: what the edge saw, minute by minute. */
import { runSlice } from '../../world/run/run-slice.ts';
import { incidentSlice } from '../../world/run/slices.ts';
import { EdgeTable, headerLine, patienceMs, rowLine } from '../edge-table.ts';
import { scenarioNamed } from '../load.ts';
import { say } from '../project.ts';

/** `minutes` are counted from where the world begins to run in one piece. */
export async function scenarioTable(id: string, seed: number, minutes: number): Promise<void> {
  const scenario = scenarioNamed(id);
  const { continuousFromMs, endsAtMs } = scenario;
  const shownToMs = Math.min(endsAtMs, continuousFromMs + minutes * 60_000);
  const table = new EdgeTable();
  const reference = { scenarioId: id, seed, variant: 'true', inputs: [] } as const;
  await runSlice(scenario, reference, incidentSlice(scenario, 'true'), (chunk) => table.add(chunk), {
    untilMs: Math.min(endsAtMs, shownToMs + patienceMs),
  });
  say(headerLine);
  for (let atMs = continuousFromMs; atMs < shownToMs; atMs += 60_000) say(rowLine(atMs, table.row(atMs)));
}
