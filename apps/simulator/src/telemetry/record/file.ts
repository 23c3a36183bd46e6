/** Chunks on disk: one file each. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import { kindOf, type Numbers, sharedNumbers } from '../columns.ts';
import type { Chunk } from './chunk.ts';

/** A reader finds the whole file or none. */
export async function writeChunk(path: string, chunk: Chunk): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, encodeChunk(chunk));
  await rename(temporary, path);
}

/** Rejects when the file is not a chunk of this version. */
export async function readChunk(path: string): Promise<Chunk> {
  return decodeChunk(await readFile(path));
}

export const encodeChunk = (chunk: Chunk): Buffer => serialize(chunk);

export function decodeChunk(bytes: Uint8Array): Chunk {
  const value: unknown = deserialize(bytes);
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) {
    throw new Error('not a telemetry chunk of version 1');
  }
  // Written by encodeChunk: the version says so.
  return shared(value) as Chunk;
}

const isNumbers = (value: unknown): value is Numbers =>
  value instanceof Float64Array || value instanceof Uint32Array || value instanceof Uint8Array;

/** The same value with its numbers in shared memory. */
function shared(value: unknown): unknown {
  if (isNumbers(value)) {
    const copy = sharedNumbers(kindOf(value), value.length);
    copy.set(value);
    return copy;
  }
  if (Array.isArray(value)) return value.length > 0 && typeof value[0] === 'object' ? value.map(shared) : value;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shared(inner)]));
  }
  return value;
}
