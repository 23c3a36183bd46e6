/** How trace and span numbers are written: 32 and 16 lower-case hex digits, as W3C trace context has them. */
import { createHash } from 'node:crypto';

/** All four-digit texts: writing ids is most of the work of rendering a line. */
const hex4 = Array.from({ length: 0x10000 }, (_, value) => value.toString(16).padStart(4, '0'));

const hex8 = (value: number): string => `${hex4[value >>> 16]}${hex4[value & 0xffff]}`;

/** The characters of all two-digit texts. */
const hex2 = Buffer.from(Array.from({ length: 0x100 }, (_, value) => value.toString(16).padStart(2, '0')).join(''));

const digits = Buffer.alloc(32);

function write(at: number, value: number): void {
  for (let byte = 0; byte < 4; byte++) {
    const pair = ((value >>> (24 - byte * 8)) & 0xff) * 2;
    digits[at + byte * 2] = hex2[pair]!;
    digits[at + byte * 2 + 1] = hex2[pair + 1]!;
  }
}

const scramble = (value: number): number => {
  const h = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  const g = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (g ^ (g >>> 16)) >>> 0;
};

/** The last 16 digits are the 64 bits themselves, so that a text can be turned back. */
export function traceIdHex(hi: number, lo: number): string {
  write(0, scramble(hi ^ 0x5bd1e995));
  write(8, scramble(lo ^ 0x1b873593));
  write(16, hi);
  write(24, lo);
  // In one piece: joined from parts it would be put together anew by whoever looks it up.
  return digits.toString('latin1');
}

/** The 64 bits of a trace id; null when it is not one that `traceIdHex` wrote. */
export function parseTraceId(text: string): { hi: number; lo: number } | null {
  if (!/^[0-9a-f]{32}$/.test(text)) return null;
  const hi = Number.parseInt(text.slice(16, 24), 16);
  const lo = Number.parseInt(text.slice(24), 16);
  return traceIdHex(hi, lo) === text ? { hi, lo } : null;
}

/** 16 digits of a span number, which is unique within its trace only; '' for 0, which is no span. */
export const spanIdHex = (traceLo: number, spanId: number): string =>
  spanId === 0 ? '' : hex8(scramble(spanId ^ scramble(traceLo))) + hex8(scramble(spanId ^ 0x2c1b3c6d) ^ traceLo);

/** A name that tells nothing about the parts it was made of, such as which run a row came from. */
export const opaqueId = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.join('.')).digest('hex').slice(0, 16);
