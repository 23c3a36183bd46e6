/** Spans by trace. Built when first asked for and extended as chunks come. */
import type { SpanSegment } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

export interface SpanAt {
  readonly segment: SpanSegment;
  readonly row: number;
}

export interface TraceEntry {
  readonly hi: number;
  readonly lo: number;
  readonly spans: SpanAt[];
  /** Of the earliest span. */
  startUs: number;
}

interface TraceIndex {
  segments: number;
  readonly byKey: Map<number, Map<number, TraceEntry>>;
  readonly all: TraceEntry[];
}

const indexes = new WeakMap<Store, TraceIndex>();

function indexOf(store: Store): TraceIndex {
  const index = indexes.get(store) ?? { segments: 0, byKey: new Map(), all: [] };
  indexes.set(store, index);
  for (; index.segments < store.spans.length; index.segments++) {
    const segment = store.spans[index.segments];
    if (segment) addSegment(index, segment);
  }
  return index;
}

function addSegment(index: TraceIndex, segment: SpanSegment): void {
  for (let row = 0; row < segment.endUs.length; row++) {
    const hi = segment.traceHi[row] ?? 0;
    const lo = segment.traceLo[row] ?? 0;
    let byLo = index.byKey.get(hi);
    if (!byLo) {
      byLo = new Map();
      index.byKey.set(hi, byLo);
    }
    let entry = byLo.get(lo);
    const startUs = segment.startUs[row] ?? 0;
    if (!entry) {
      entry = { hi, lo, spans: [], startUs };
      byLo.set(lo, entry);
      index.all.push(entry);
    }
    entry.spans.push({ segment, row });
    if (startUs < entry.startUs) entry.startUs = startUs;
  }
}

export const allTraces = (store: Store): readonly TraceEntry[] => indexOf(store).all;

export const traceOf = (store: Store, hi: number, lo: number): TraceEntry | null =>
  indexOf(store).byKey.get(hi)?.get(lo) ?? null;

/** Spans are exported seconds after they end. */
export const isVisible = (store: Store, { segment, row }: SpanAt, asOfUs: number): boolean =>
  (segment.endUs[row] ?? 0) + (store.registry.instances[segment.instance[row] ?? 0]?.spanDelayUs ?? 0) <= asOfUs;
