/** Chunks on disk: one file each. Synchronous, since only threads that may wait read and write them. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { threadId } from 'node:worker_threads';
import type { Chunk } from './chunk.ts';

/** A reader finds the whole file or none. */
export function writeChunk(path: string, chunk: Chunk): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.${threadId}.tmp`;
  writeFileSync(temporary, encodeChunk(chunk));
  renameSync(temporary, path);
}

/** Throws when the file is not a chunk of this version. */
export const readChunk = (path: string): Chunk => decodeChunk(readFileSync(path));

export const encodeChunk = (chunk: Chunk): Buffer => serialize(chunk);

export function decodeChunk(bytes: Uint8Array): Chunk {
  const value: unknown = deserialize(bytes);
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) {
    throw new Error('not a telemetry chunk of version 1');
  }
  // Written by encodeChunk: the version says so.
  return value as Chunk;
}
