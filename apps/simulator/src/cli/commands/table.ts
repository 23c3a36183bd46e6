/** `scenario table`: what the edge saw, minute by minute, over requests that began in the minute. Exact, not scraped. */
import type { Chunk } from '../../telemetry/record/chunk.ts';
import { runSlice } from '../../world/run/run-slice.ts';
import { incidentSlice } from '../../world/run/slices.ts';
import { say, scenarioNamed } from '../project.ts';

const minuteUs = 60_000_000;
/** From S on, this long: the incident and its aftermath. */
const shownMinutes = 17;
/** Requests that began in the last minute may take a while to be answered. */
const patienceMs = 30_000;

interface Minute {
  readonly durationsUs: number[];
  failed: number;
}

function collect(minutes: Map<number, Minute>, { edge }: Chunk): void {
  edge.endUs.forEach((endUs, i) => {
    const durationUs = edge.durationUs[i] ?? 0;
    const minute = Math.floor((endUs - durationUs) / minuteUs);
    const known = minutes.get(minute) ?? { durationsUs: [], failed: 0 };
    minutes.set(minute, known);
    known.durationsUs.push(durationUs);
    if ((edge.status[i] ?? 0) >= 500) known.failed++;
  });
}

/** Nearest rank, ms. */
const quantileMs = (sorted: readonly number[], q: number): string =>
  ((sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0) / 1000).toFixed(1);

export async function scenarioTable(id: string, seed: number): Promise<void> {
  const scenario = scenarioNamed(id);
  const { incidentFromMs } = scenario;
  const untilMs = incidentFromMs + shownMinutes * 60_000 + patienceMs;
  const minutes = new Map<number, Minute>();
  const reference = { scenarioId: id, seed, variant: 'true', inputs: [] } as const;
  await runSlice(scenario, reference, incidentSlice(scenario, 'true'), (chunk) => collect(minutes, chunk), { untilMs });
  say('minute rps p50_ms p95_ms p99_ms error_pct');
  for (let index = 0; index < shownMinutes; index++) {
    const atMs = incidentFromMs + index * 60_000;
    const { durationsUs, failed } = minutes.get(atMs / 60_000) ?? { durationsUs: [], failed: 0 };
    const sorted = [...durationsUs].sort((a, b) => a - b);
    const percent = sorted.length === 0 ? 0 : (100 * failed) / sorted.length;
    const time = new Date(atMs).toISOString().slice(11, 16);
    say(
      [
        time,
        (sorted.length / 60).toFixed(1),
        quantileMs(sorted, 0.5),
        quantileMs(sorted, 0.95),
        quantileMs(sorted, 0.99),
        percent.toFixed(3),
      ].join('\t'),
    );
  }
}
