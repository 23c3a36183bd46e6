/** A world run in this process, and what it recorded as plain rows. */
import { loadScenarios, loadShop, type Scenario } from '../../apps/simulator/src/scenario/index.ts';
import { type Chunk, noSample } from '../../apps/simulator/src/telemetry/record/chunk.ts';
import { createTelemetryHash } from '../../apps/simulator/src/telemetry/record/hash.ts';
import type { InstanceSpec, Labels, LogTemplate, MetricType } from '../../apps/simulator/src/telemetry/sinks.ts';
import { runSlice } from '../../apps/simulator/src/world/run/run-slice.ts';
import { incidentSlice, type Slice } from '../../apps/simulator/src/world/run/slices.ts';
import type { WorldReference } from '../../apps/simulator/src/world/worlds.ts';
import { root } from './platform.ts';

/** Throws when the scenario was refused. */
export function loadedScenario(id = 'pool-exhausting-query'): Scenario {
  const shop = loadShop(`${root}/apps/shop`, `${root}/scenarios/_history`);
  const { scenarios, refused } = loadScenarios([`${root}/scenarios`], shop);
  const found = scenarios.find((scenario) => scenario.id === id);
  if (!found) throw new Error(`no scenario ${id}: ${JSON.stringify(refused)}`);
  return found;
}

export interface RunOptions {
  readonly seed?: number;
  readonly variant?: WorldReference['variant'];
  /** The incident's own run when absent. */
  readonly slice?: Slice;
  readonly inputs?: WorldReference['inputs'];
  readonly untilMs: number;
}

export async function runWorld(scenario: Scenario, options: RunOptions): Promise<Chunk[]> {
  const { seed = 1, variant = 'true', slice = incidentSlice(scenario, variant), inputs = [], untilMs } = options;
  const chunks: Chunk[] = [];
  const reference: WorldReference = { scenarioId: scenario.id, seed, variant, inputs };
  await runSlice(scenario, reference, slice, (chunk) => chunks.push(chunk), { untilMs });
  return chunks;
}

export function hashOf(chunks: readonly Chunk[]): string {
  const hash = createTelemetryHash();
  for (const chunk of chunks) hash.add(chunk);
  return hash.digest();
}

export interface RecordedSeries {
  readonly target: number;
  readonly name: string;
  readonly labels: Labels;
  readonly type: MetricType;
  /** Before the first sample: what a counter had counted before the run was recorded. */
  readonly base: number;
  readonly samples: { readonly timeMs: number; readonly value: number }[];
}

/** Every series of a run, with the samples that scrapes brought. */
export function seriesOf(chunks: readonly Chunk[]): RecordedSeries[] {
  const targets = new Map<number, RecordedSeries[]>();
  for (const { target, newSeries, timesMs, values } of chunks.flatMap((chunk) => chunk.targets)) {
    const known = targets.get(target) ?? [];
    targets.set(target, known);
    for (const series of newSeries) known.push({ ...series, target, samples: [] });
    known.forEach((series, s) => {
      timesMs.forEach((timeMs, i) => {
        const value = values[s * timesMs.length + i] ?? noSample;
        if (value !== noSample) series.samples.push({ timeMs, value });
      });
    });
  }
  return [...targets.values()].flat();
}

export interface RecordedLine {
  readonly template: LogTemplate;
  readonly instance: InstanceSpec;
  /** On the clock of nobody: the writer's skew is taken off. */
  readonly trueUs: number;
  /** 0 no trace, 1 not sampled, 2 sampled */
  readonly traced: number;
  readonly traceHi: number;
  readonly traceLo: number;
  readonly spanId: number;
  /** Texts, numbers, or 0 and 1. */
  readonly fields: Readonly<Record<string, string | number>>;
}

/** Every log line of a run whose message is one of those given. */
export function linesOf(chunks: readonly Chunk[], wanted: (template: LogTemplate) => boolean): RecordedLine[] {
  const strings = chunks.flatMap((chunk) => chunk.strings);
  const instances = chunks.flatMap((chunk) => chunk.instances);
  const templates = chunks.flatMap((chunk) => chunk.logTemplates);
  const lines: RecordedLine[] = [];
  for (const rows of chunks.flatMap((chunk) => chunk.logs)) {
    const template = templates[rows.template];
    if (!template || !wanted(template)) continue;
    rows.timeUs.forEach((timeUs, i) => {
      const instance = instances[rows.instance[i] ?? -1];
      if (!instance) throw new Error('a line of an instance that was never registered');
      const fields: Record<string, string | number> = {};
      template.fields.forEach(({ name, kind }, f) => {
        const value = rows.fields[f]?.[i] ?? 0;
        fields[name] = kind === 'text' ? (strings[value] ?? '') : value;
      });
      lines.push({
        template,
        instance,
        trueUs: timeUs - instance.clockSkewUs,
        traced: rows.traced[i] ?? 0,
        traceHi: rows.traceHi[i] ?? 0,
        traceLo: rows.traceLo[i] ?? 0,
        spanId: rows.spanId[i] ?? 0,
        fields,
      });
    });
  }
  return lines;
}

export interface EdgeRequest {
  readonly route: string;
  readonly beganUs: number;
  readonly endUs: number;
  readonly status: number;
  readonly failure: string;
}

export function edgeOf(chunks: readonly Chunk[]): EdgeRequest[] {
  const strings = chunks.flatMap((chunk) => chunk.strings);
  return chunks.flatMap(({ edge }) =>
    Array.from(edge.endUs, (endUs, i) => ({
      route: strings[edge.route[i] ?? 0] ?? '',
      beganUs: endUs - (edge.durationUs[i] ?? 0),
      endUs,
      status: edge.status[i] ?? 0,
      failure: strings[edge.failure[i] ?? 0] ?? '',
    })),
  );
}
