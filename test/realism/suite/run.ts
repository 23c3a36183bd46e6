/** One run of a world around its onset, as the checks look at it: computed once, shared by all of them. */
import type { Scenario, Variant } from '../../../apps/simulator/src/scenario/index.ts';
import type { Chunk } from '../../../apps/simulator/src/telemetry/record/chunk.ts';
import {
  type EdgeRequest,
  edgeOf,
  linesOf,
  type RecordedLine,
  type RecordedSeries,
  runWorld,
  seriesOf,
} from '../../support/run.ts';
import { type RecordedSpan, spansOf } from './spans.ts';

export const calmMs = 4 * 60_000;
const troubledMs = 150_000;

export interface Run {
  readonly scenario: Scenario;
  readonly variant: Variant;
  readonly fromMs: number;
  readonly onsetMs: number;
  readonly untilMs: number;
  readonly chunks: readonly Chunk[];
  readonly series: readonly RecordedSeries[];
  readonly lines: readonly RecordedLine[];
  readonly spans: readonly RecordedSpan[];
  readonly edge: readonly EdgeRequest[];
  /** The same minutes with the same luck, had nothing gone wrong. */
  readonly twin?: Run;
}

export interface Finding {
  /** R1 to R24. */
  readonly id: string;
  readonly name: string;
  /** What was measured, with the limits in brackets. */
  readonly measured: string;
  readonly ok: boolean;
}

export type Check = (run: Run) => Finding | Promise<Finding>;

/** The minutes before the onset and the first of the trouble. */
export async function runAround(scenario: Scenario, variant: Variant, seed: number): Promise<Run> {
  const { onsetMs } = scenario.truth;
  const fromMs = onsetMs - calmMs;
  const untilMs = onsetMs + troubledMs;
  const slice = { kind: 'incident', fromMs, toMs: untilMs } as const;
  const chunks = await runWorld(scenario, { seed, variant, slice, untilMs });
  return recordedRun({ scenario, variant, fromMs, onsetMs, untilMs, chunks });
}

/** What was recorded, as rows. */
export function recordedRun(run: Pick<Run, 'scenario' | 'variant' | 'fromMs' | 'onsetMs' | 'untilMs' | 'chunks'>): Run {
  const { chunks } = run;
  return {
    ...run,
    series: seriesOf(chunks),
    lines: linesOf(chunks, () => true),
    spans: spansOf(chunks),
    edge: edgeOf(chunks),
  };
}

export const finding = (id: string, name: string, measured: string, ok: boolean): Finding => ({
  id,
  name,
  measured,
  ok,
});

export const lineOf = ({ id, name, measured, ok }: Finding): string =>
  `${id} ${name}: ${measured}: ${ok ? 'ok' : 'NOT OK'}`;

/** Each request that a service has dealt with leaves one such line. */
export const isRequestLine = ({ template }: RecordedLine): boolean =>
  /^request (completed|errored|aborted)$/.test(template.message);
