/** Series of one store: pieces from slices that came in any order, joined in order of time when first asked for. */
import { lowerBound } from '../columns.ts';
import { noSample } from '../record/chunk.ts';
import type { Registry, SeriesIdentity } from './registry.ts';

/** What a slice brought of one target. */
export interface TargetPiece {
  readonly sliceId: string;
  readonly target: number;
  readonly timesMs: Float64Array;
  /** Number of a series in the registry -> its column. Grows with the slice: columns from `width` on came later. */
  readonly columns: ReadonlyMap<number, number>;
  readonly width: number;
  /** Per column: the counter's value before the slice. */
  readonly bases: readonly number[];
  readonly values: Float64Array;
  /** Distance between the columns in `values`. */
  readonly stride: number;
}

export interface SeriesData {
  readonly identity: SeriesIdentity;
  readonly timesMs: Float64Array;
  /** `noSample` where a scrape brought none. */
  readonly values: Float64Array;
  /** Delay from scrape to visible, ms. */
  readonly lagMs: number;
}

interface Joined {
  readonly pieces: readonly TargetPiece[];
  readonly timesMs: Float64Array;
  /** Made when first asked for; null where no piece has the series. */
  readonly values: Map<number, Float64Array | null>;
}

export class MetricStore {
  readonly #registry: Registry;
  readonly #pieces = new Map<number, TargetPiece[]>();
  readonly #joined = new Map<number, Joined>();
  /** Changes whenever something is adopted. */
  version = 0;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  adopt(piece: TargetPiece): void {
    const pieces = this.#pieces.get(piece.target) ?? [];
    pieces.push(piece);
    pieces.sort((a, b) => (a.timesMs[0] ?? 0) - (b.timesMs[0] ?? 0));
    this.#pieces.set(piece.target, pieces);
    this.#joined.delete(piece.target);
    this.version += 1;
  }

  /** null: this store never saw a sample of it. */
  series(id: number): SeriesData | null {
    const identity = this.#registry.series[id];
    if (!identity) return null;
    const joined = this.#join(identity.target);
    if (!joined) return null;
    let values = joined.values.get(id);
    if (values === undefined) {
      const columns = joined.pieces.map((piece) => columnIn(piece, id));
      values = columns.some((column) => column >= 0) ? joinValues(joined, columns, identity.type !== 'gauge') : null;
      joined.values.set(id, values);
    }
    if (values === null) return null;
    const lagMs = (this.#registry.targets[identity.target]?.ingestLagUs ?? 0) / 1000;
    return { identity, timesMs: joined.timesMs, values, lagMs };
  }

  #join(target: number): Joined | null {
    const known = this.#joined.get(target);
    if (known) return known;
    const pieces = this.#pieces.get(target);
    if (!pieces) return null;
    const timesMs = new Float64Array(pieces.reduce((sum, piece) => sum + piece.timesMs.length, 0));
    let at = 0;
    for (const piece of pieces) {
      timesMs.set(piece.timesMs, at);
      at += piece.timesMs.length;
    }
    const joined = { pieces, timesMs, values: new Map() };
    this.#joined.set(target, joined);
    return joined;
  }
}

/** -1 where it is not in it. */
function columnIn({ columns, width }: TargetPiece, id: number): number {
  const column = columns.get(id) ?? -1;
  return column < width ? column : -1;
}

/**
 * Each slice counts from its own start. A counter goes on where the slice before it ended: `base` is what the slice
 * had counted by then. After a real reset (a restart) it counts as it says. A counter that a slice has nothing to add to
 * stands still there, as a process that has counted once goes on telling.
 */
function joinValues(joined: Joined, columns: readonly number[], continues: boolean): Float64Array {
  const all = new Float64Array(joined.timesMs.length).fill(noSample);
  let at = 0;
  /** The slice that the counter has last been seen in. */
  let sliceId: string | null = null;
  let offset = 0;
  let last = 0;
  let lastRaw = 0;
  joined.pieces.forEach((piece, index) => {
    const column = columns[index] ?? -1;
    const count = piece.timesMs.length;
    const from = column * piece.stride;
    if (!continues) {
      if (column >= 0) all.set(piece.values.subarray(from, from + count), at);
    } else {
      for (let i = 0; i < count; i++) {
        const raw = column < 0 ? noSample : (piece.values[from + i] ?? noSample);
        if (raw === noSample) {
          if (sliceId !== null && piece.sliceId !== sliceId) all[at + i] = last;
          continue;
        }
        if (piece.sliceId !== sliceId) {
          const base = piece.bases[column] ?? 0;
          offset = sliceId === null ? 0 : last - base;
          lastRaw = base;
          sliceId = piece.sliceId;
        }
        if (raw < lastRaw) offset = 0;
        lastRaw = raw;
        last = raw + offset;
        all[at + i] = last;
      }
    }
    at += count;
  });
  return all;
}

/** The part of a piece before an instant; null if nothing is. */
export function pieceBefore(piece: TargetPiece, untilMs: number): TargetPiece | null {
  const count = lowerBound(piece.timesMs, untilMs);
  if (count === 0) return null;
  return count === piece.timesMs.length ? piece : { ...piece, timesMs: piece.timesMs.subarray(0, count) };
}
