/** How 64-bit trace keys and span numbers are written, here and nowhere else. */

const hex8 = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

/** Scrambles 32 bits; every input has its own output. */
const scramble = (word: number): number => {
  let x = word >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
};

/** 32 lower-case hex digits of a trace key: the key itself, spread over 128 bits so that ids do not end in zeros. Never all zero for a non-zero key. */
export const traceIdHex = (hi: number, lo: number): string =>
  hex8(scramble(hi ^ 0x9e3779b9)) + hex8(scramble(lo ^ 0x85ebca6b)) + hex8(hi) + hex8(lo);

/** The key of a trace id, or null if no key has that id. */
export function traceKey(hex: string): { hi: number; lo: number } | null {
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  const hi = Number.parseInt(hex.slice(16, 24), 16);
  const lo = Number.parseInt(hex.slice(24, 32), 16);
  return traceIdHex(hi, lo) === hex ? { hi, lo } : null;
}

/** 16 lower-case hex digits of a span number; unique within its trace. '' for 0, which is no span. */
export const spanIdHex = (traceLo: number, spanId: number): string =>
  spanId === 0 ? '' : hex8(scramble(spanId ^ scramble(traceLo))) + hex8(scramble(spanId ^ 0xc2b2ae35) ^ traceLo);
