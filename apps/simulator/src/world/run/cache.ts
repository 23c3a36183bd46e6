/** Chunks on disk, keyed by everything they are a function of. May be deleted at any time. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { threadId } from 'node:worker_threads';
import type { Chunk } from '../../telemetry/record/chunk.ts';
import type { WorldReference } from '../worlds.ts';
import type { Slice } from './slices.ts';

/** What the machinery itself consists of: any change of it makes every cached chunk worthless. */
const rooms = ['kernel', 'telemetry', 'platform', 'scenario', 'world'];

let machinery: string | undefined;

function machineryHash(): string {
  if (machinery) return machinery;
  const source = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const hash = createHash('sha256');
  for (const room of rooms) {
    const files = readdirSync(join(source, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(readFileSync(file));
  }
  machinery = hash.digest('hex');
  return machinery;
}

/** History is the same in every variant and under every input, so it is kept once. */
export function sliceKey(scenarioHash: string, reference: WorldReference, slice: Slice): string {
  const own = slice.kind === 'history' ? '' : JSON.stringify([reference.variant, reference.inputs]);
  const parts = [machineryHash(), scenarioHash, reference.seed, slice.kind, slice.fromMs, slice.toMs, own];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

const fileOf = (folder: string, key: string, index: number): string => join(folder, key, `${index}.chunk`);

export const isCached = (folder: string | null, key: string, chunks: number): boolean =>
  folder !== null &&
  Array.from({ length: chunks }, (_, index) => index).every((index) => existsSync(fileOf(folder, key, index)));

export const readChunk = (folder: string, key: string, index: number): Chunk =>
  // Written by `writeChunk` of the same machinery: the key says so.
  deserialize(readFileSync(fileOf(folder, key, index))) as Chunk;

/** A chunk is there whole or not at all. */
export function writeChunk(folder: string, key: string, index: number, chunk: Chunk): void {
  const file = fileOf(folder, key, index);
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.${threadId}.tmp`;
  writeFileSync(temporary, serialize(chunk));
  renameSync(temporary, file);
}
