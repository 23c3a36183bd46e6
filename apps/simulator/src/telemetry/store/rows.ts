/** Rows of one template from one chunk, in the store's numbers and in order of time. */
import { kindOf, type Numbers } from '../columns.ts';
import type { LogRows, SpanRows } from '../record/chunk.ts';

/** Where rows come from: names them the same whenever and in whatever order slices arrive. */
export interface Origin {
  readonly sliceId: string;
  readonly sequence: number;
  /** The template's number in its slice. */
  readonly template: number;
}

export interface LogSegment {
  readonly origin: Origin;
  readonly template: number;
  readonly timeUs: Float64Array;
  readonly instance: Uint32Array;
  readonly traceHi: Uint32Array;
  readonly traceLo: Uint32Array;
  readonly spanId: Uint32Array;
  readonly traced: Uint8Array;
  readonly fields: readonly Numbers[];
}

export interface SpanSegment {
  readonly origin: Origin;
  readonly template: number;
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  readonly instance: Uint32Array;
  readonly traceHi: Uint32Array;
  readonly traceLo: Uint32Array;
  readonly spanId: Uint32Array;
  readonly parentSpanId: Uint32Array;
  readonly status: Uint8Array;
  readonly attributes: readonly Uint32Array[];
}

/** Clocks of machines differ by milliseconds, so rows are nearly in order; null when they are. */
function orderOf(times: Float64Array): Uint32Array | null {
  let sorted = true;
  for (let i = 1; i < times.length && sorted; i++) sorted = (times[i - 1] ?? 0) <= (times[i] ?? 0);
  if (sorted) return null;
  const order = Uint32Array.from(times, (_, i) => i);
  for (let i = 1; i < order.length; i++) {
    const row = order[i] ?? 0;
    const time = times[row] ?? 0;
    let j = i;
    for (; j > 0 && (times[order[j - 1] ?? 0] ?? 0) > time; j--) order[j] = order[j - 1] ?? 0;
    order[j] = row;
  }
  return order;
}

function arrange<Kind extends Numbers>(column: Kind, order: Uint32Array | null): Kind {
  if (!order) return column;
  const arranged = column.slice();
  for (let i = 0; i < order.length; i++) arranged[i] = column[order[i] ?? 0] ?? 0;
  // slice() keeps the kind of the array; the compiler only knows the union.
  return arranged as Kind;
}

const renumber = (column: Uint32Array, numbers: readonly number[]): Uint32Array => {
  const out = new Uint32Array(column.length);
  for (let i = 0; i < column.length; i++) out[i] = numbers[column[i] ?? 0] ?? 0;
  return out;
};

export interface Numbering {
  readonly strings: readonly number[];
  readonly instances: readonly number[];
}

export function logSegment(rows: LogRows, origin: Origin, template: number, to: Numbering): LogSegment {
  const order = orderOf(rows.timeUs);
  const fields = rows.fields.map((column) =>
    kindOf(column) === 'u32'
      ? renumber(new Uint32Array(column.buffer, column.byteOffset, column.length), to.strings)
      : column,
  );
  return {
    origin,
    template,
    timeUs: arrange(rows.timeUs, order),
    instance: arrange(renumber(rows.instance, to.instances), order),
    traceHi: arrange(rows.traceHi, order),
    traceLo: arrange(rows.traceLo, order),
    spanId: arrange(rows.spanId, order),
    traced: arrange(rows.traced, order),
    fields: fields.map((column) => arrange(column, order)),
  };
}

/** Spans stay in the order in which they ended. */
export function spanSegment(rows: SpanRows, origin: Origin, template: number, to: Numbering): SpanSegment {
  return {
    ...rows,
    origin,
    template,
    instance: renumber(rows.instance, to.instances),
    attributes: rows.attributes.map((column) => renumber(column, to.strings)),
  };
}

/** The rows that `keep` says; null if none. */
function filtered<Rows extends LogSegment | SpanSegment>(
  rows: Rows,
  count: number,
  keep: (row: number) => boolean,
): Rows | null {
  const kept = Uint32Array.from({ length: count }, (_, row) => row).filter(keep);
  if (kept.length === 0) return null;
  const pick = (column: Numbers): Numbers => arrange(column, kept).subarray(0, kept.length);
  const entries = Object.entries(rows).map(([name, value]) => {
    if (ArrayBuffer.isView(value)) return [name, pick(value as Numbers)];
    return [name, Array.isArray(value) ? value.map(pick) : value];
  });
  // Every column was picked from; the rest is as it was.
  return Object.fromEntries(entries) as Rows;
}

/** Rows written before an instant of true time: what a machine stamped is off by its clock's skew. */
export const logsBefore = (
  segment: LogSegment,
  untilUs: number,
  skewUs: (instance: number) => number,
): LogSegment | null =>
  filtered(
    segment,
    segment.timeUs.length,
    (row) => (segment.timeUs[row] ?? 0) - skewUs(segment.instance[row] ?? 0) < untilUs,
  );

/** Rows that ended before an instant of true time. */
export const spansBefore = (
  segment: SpanSegment,
  untilUs: number,
  skewUs: (instance: number) => number,
): SpanSegment | null =>
  filtered(
    segment,
    segment.endUs.length,
    (row) => (segment.endUs[row] ?? 0) - skewUs(segment.instance[row] ?? 0) < untilUs,
  );
