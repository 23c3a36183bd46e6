/** Spans of a run as plain rows. */
import { spanIdHex, traceIdHex } from '../../../apps/simulator/src/telemetry/ids.ts';
import type { Chunk } from '../../../apps/simulator/src/telemetry/record/chunk.ts';
import { decodeValue } from '../../../apps/simulator/src/telemetry/record/spans.ts';
import type { InstanceSpec, SpanTemplate } from '../../../apps/simulator/src/telemetry/sinks.ts';

export interface RecordedSpan {
  readonly template: SpanTemplate;
  readonly instance: InstanceSpec;
  readonly trace: string;
  readonly id: string;
  /** '' at a root. */
  readonly parent: string;
  /** On the clock of nobody: the writer's skew is taken off. */
  readonly startUs: number;
  readonly endUs: number;
  readonly status: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export function spansOf(chunks: readonly Chunk[]): RecordedSpan[] {
  const strings = chunks.flatMap((chunk) => chunk.strings);
  const instances = chunks.flatMap((chunk) => chunk.instances);
  const templates = chunks.flatMap((chunk) => chunk.spanTemplates);
  return chunks
    .flatMap((chunk) => chunk.spans)
    .flatMap((rows) => {
      const template = templates[rows.template];
      if (!template) throw new Error('a span without its template');
      return Array.from(rows.startUs, (startUs, i) => {
        const instance = instances[rows.instance[i] ?? -1];
        if (!instance) throw new Error('a span of an instance that was never registered');
        const lo = rows.traceLo[i] ?? 0;
        const parentId = rows.parentSpanId[i] ?? 0;
        const attributes = Object.fromEntries(
          template.attributes.flatMap((name, a) => {
            const value = rows.attributes[a]?.[i] ?? 0;
            return value === 0 ? [] : [[name, decodeValue(strings[value] ?? '')]];
          }),
        );
        return {
          template,
          instance,
          trace: traceIdHex(rows.traceHi[i] ?? 0, lo),
          id: spanIdHex(lo, rows.spanId[i] ?? 0),
          parent: parentId === 0 ? '' : spanIdHex(lo, parentId),
          startUs: startUs - instance.clockSkewUs,
          endUs: (rows.endUs[i] ?? 0) - instance.clockSkewUs,
          status: rows.status[i] ?? 0,
          attributes,
        };
      });
    });
}
