/** Growable columns of numbers, and how they become plain shared memory. */

export type Numbers = Float64Array | Uint32Array | Uint8Array;
export type NumberKind = 'f64' | 'u32' | 'u8';

const bytes: Readonly<Record<NumberKind, number>> = { f64: 8, u32: 4, u8: 1 };

/** Zeroed numbers on shared memory, so that they pass between threads without a copy. */
export function sharedNumbers(kind: NumberKind, length: number): Numbers {
  const buffer = new SharedArrayBuffer(length * bytes[kind]);
  if (kind === 'f64') return new Float64Array(buffer);
  return kind === 'u32' ? new Uint32Array(buffer) : new Uint8Array(buffer);
}

export const sharedFloats = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(length * 8));

export const kindOf = (numbers: Numbers): NumberKind =>
  numbers instanceof Float64Array ? 'f64' : numbers instanceof Uint32Array ? 'u32' : 'u8';

const plain = (kind: NumberKind, length: number): Numbers =>
  kind === 'f64' ? new Float64Array(length) : kind === 'u32' ? new Uint32Array(length) : new Uint8Array(length);

export class Column {
  array: Numbers;
  length = 0;
  readonly kind: NumberKind;

  constructor(kind: NumberKind, capacity = 64) {
    this.kind = kind;
    this.array = plain(kind, capacity);
  }

  push(value: number): void {
    if (this.length === this.array.length) this.#grow(this.length + 1);
    this.array[this.length++] = value;
  }

  /** Room for `count` more numbers; returns where they begin. */
  reserve(count: number): number {
    const at = this.length;
    if (at + count > this.array.length) this.#grow(at + count);
    this.length = at + count;
    return at;
  }

  /** Removes and returns the first `count` numbers as shared memory. */
  take(count: number): Numbers {
    const taken = sharedNumbers(this.kind, count);
    taken.set(this.array.subarray(0, count));
    this.array.copyWithin(0, count, this.length);
    this.length -= count;
    return taken;
  }

  #grow(needed: number): void {
    const grown = plain(this.kind, Math.max(needed, this.array.length * 2));
    grown.set(this.array.subarray(0, this.length));
    this.array = grown;
  }
}

/** First index in [0, length) whose number is >= value; `length` if none. The numbers ascend. */
export function lowerBound(sorted: ArrayLike<number>, value: number, length = sorted.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First index whose number is > value. */
export function upperBound(sorted: ArrayLike<number>, value: number, length = sorted.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
