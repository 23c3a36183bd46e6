import { lowerBound } from '../columns.ts';
import { opaqueId } from '../ids.ts';
import type { Chunk, EdgeRows } from '../record/chunk.ts';
import type { ChangeEvent } from '../sinks.ts';
import { LabelSet } from './label-set.ts';
import { MetricStore, pieceBefore, type TargetPiece } from './metrics.ts';
import { Registry } from './registry.ts';
import { type LogSegment, logSegment, logsBefore, type SpanSegment, spanSegment, spansBefore } from './rows.ts';

export interface StoredEvent extends ChangeEvent {
  readonly id: string;
}

export interface StoredEdge {
  readonly rows: EdgeRows;
  readonly strings: readonly number[];
}

/** How far a slice has been adopted, and its numbers in the registry. */
interface SliceState {
  sequence: number;
  readonly strings: number[];
  readonly instances: number[];
  readonly logTemplates: number[];
  readonly spanTemplates: number[];
  readonly targets: { readonly id: number; readonly columns: Map<number, number>; readonly bases: number[] }[];
}

/** Everything one chunk brought, in the registry's numbers; never changed afterwards, so forks share it. */
interface Adopted {
  readonly fromUs: number;
  readonly untilUs: number;
  readonly pieces: readonly TargetPiece[];
  readonly logs: readonly LogSegment[];
  readonly spans: readonly SpanSegment[];
  readonly events: readonly StoredEvent[];
  readonly edge: StoredEdge;
}

export interface Store {
  /** Chunks of one slice in their order; slices in any. Throws when a chunk of the slice was left out. */
  adopt(chunk: Chunk, sliceId: string): void;
  /** A store that has in common with this one all before `cutUs`, also what is adopted here later, and goes its own way after. */
  fork(cutUs: number): Store;
  readonly registry: Registry;
  readonly metrics: MetricStore;
  /** By template, segments in order of their slice's arrival. */
  readonly logs: ReadonlyMap<number, readonly LogSegment[]>;
  readonly spans: readonly SpanSegment[];
  readonly events: readonly StoredEvent[];
  readonly edge: readonly StoredEdge[];
  /** Changes whenever something is adopted. */
  readonly version: number;
}

export const createStore = (): Store => new TelemetryStore(new Registry());

class TelemetryStore implements Store {
  readonly registry: Registry;
  readonly metrics: MetricStore;
  readonly logs = new Map<number, LogSegment[]>();
  readonly spans: SpanSegment[] = [];
  readonly events: StoredEvent[] = [];
  readonly edge: StoredEdge[] = [];
  version = 0;
  readonly #slices = new Map<string, SliceState>();
  readonly #adopted: Adopted[] = [];
  readonly #forks: { readonly store: WeakRef<TelemetryStore>; readonly cutUs: number }[] = [];

  constructor(registry: Registry) {
    this.registry = registry;
    this.metrics = new MetricStore(registry);
  }

  adopt(chunk: Chunk, sliceId: string): void {
    const slice = this.#slice(chunk, sliceId);
    this.#register(chunk, slice);
    this.#take({
      fromUs: chunk.fromUs,
      untilUs: chunk.untilUs,
      pieces: chunk.targets.map((target): TargetPiece => {
        const { id, columns, bases } = slice.targets[target.target] ?? { id: 0, columns: new Map(), bases: [] };
        const stride = target.timesMs.length;
        return {
          sliceId,
          target: id,
          timesMs: target.timesMs,
          columns,
          width: bases.length,
          bases,
          values: target.values,
          stride,
        };
      }),
      logs: chunk.logs.map((rows) =>
        logSegment(
          rows,
          { sliceId, sequence: chunk.sequence, template: rows.template },
          slice.logTemplates[rows.template] ?? 0,
          slice,
        ),
      ),
      spans: chunk.spans.map((rows) =>
        spanSegment(
          rows,
          { sliceId, sequence: chunk.sequence, template: rows.template },
          slice.spanTemplates[rows.template] ?? 0,
          slice,
        ),
      ),
      events: chunk.events.map((event, i) => ({ ...event, id: opaqueId('event', sliceId, chunk.sequence, i) })),
      edge: { rows: chunk.edge, strings: slice.strings },
    });
  }

  fork(cutUs: number): Store {
    const store = new TelemetryStore(this.registry);
    for (const adopted of this.#adopted) store.#takeBefore(adopted, cutUs);
    this.#forks.push({ store: new WeakRef(store), cutUs });
    return store;
  }

  #takeBefore(adopted: Adopted, cutUs: number): void {
    const part = before(adopted, cutUs, this.registry);
    if (part) this.#take(part);
  }

  #take(adopted: Adopted): void {
    this.#adopted.push(adopted);
    for (const piece of adopted.pieces) this.metrics.adopt(piece);
    for (const segment of adopted.logs) {
      const segments = this.logs.get(segment.template);
      if (segments) segments.push(segment);
      else this.logs.set(segment.template, [segment]);
    }
    this.spans.push(...adopted.spans);
    this.events.push(...adopted.events);
    this.events.sort((a, b) => a.timeUs - b.timeUs || (a.id < b.id ? -1 : 1));
    this.edge.push(adopted.edge);
    this.version += 1;
    for (const { store, cutUs } of this.#forks) {
      const fork = store.deref();
      if (fork) fork.#takeBefore(adopted, cutUs);
    }
  }

  #slice(chunk: Chunk, sliceId: string): SliceState {
    const known = this.#slices.get(sliceId);
    const expected = known ? known.sequence + 1 : 0;
    if (chunk.sequence !== expected)
      throw new Error(`slice ${sliceId}: chunk ${chunk.sequence} came when ${expected} was due`);
    const slice = known ?? {
      sequence: 0,
      strings: [],
      instances: [],
      logTemplates: [],
      spanTemplates: [],
      targets: [],
    };
    slice.sequence = chunk.sequence;
    this.#slices.set(sliceId, slice);
    return slice;
  }

  #register(chunk: Chunk, slice: SliceState): void {
    const { registry } = this;
    for (const text of chunk.strings) slice.strings.push(registry.strings.id(text));
    for (const spec of chunk.instances) slice.instances.push(registry.instance(spec));
    for (const template of chunk.logTemplates) slice.logTemplates.push(registry.logTemplate(template));
    for (const template of chunk.spanTemplates) slice.spanTemplates.push(registry.spanTemplate(template));
    for (const meta of chunk.metricMeta) registry.describe(meta);
    for (const target of chunk.targets) {
      if (target.spec)
        slice.targets[target.target] = { id: registry.target(target.spec), columns: new Map(), bases: [] };
      const known = slice.targets[target.target];
      if (!known) throw new Error(`target ${target.target} was never announced`);
      for (const series of target.newSeries) {
        const labels = LabelSet.of({ ...series.labels, __name__: series.name });
        known.columns.set(registry.seriesOf(labels, series.type, known.id), known.bases.length);
        known.bases.push(series.base);
      }
    }
  }
}

/** The part of what a chunk brought that happened before an instant. */
function before(adopted: Adopted, cutUs: number, { instances }: Registry): Adopted | null {
  if (adopted.untilUs <= cutUs) return adopted;
  if (adopted.fromUs >= cutUs) return null;
  const skewUs = (instance: number): number => instances[instance]?.clockSkewUs ?? 0;
  const { rows, strings } = adopted.edge;
  const count = lowerBound(rows.endUs, cutUs);
  return {
    fromUs: adopted.fromUs,
    untilUs: cutUs,
    pieces: adopted.pieces.flatMap((piece) => pieceBefore(piece, cutUs / 1000) ?? []),
    logs: adopted.logs.flatMap((segment) => logsBefore(segment, cutUs, skewUs) ?? []),
    spans: adopted.spans.flatMap((segment) => spansBefore(segment, cutUs, skewUs) ?? []),
    events: adopted.events.filter(({ timeUs }) => timeUs < cutUs),
    edge: { rows: { ...rows, endUs: rows.endUs.subarray(0, count) }, strings },
  };
}
