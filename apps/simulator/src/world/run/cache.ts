/** Chunks on disk, keyed by everything they are a function of. May be deleted at any time. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '../../scenario/index.ts';
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
export function sliceKey(scenario: Scenario, reference: WorldReference, slice: Slice): string {
  const own = slice.kind === 'history' ? '' : JSON.stringify([reference.variant, reference.inputs]);
  const parts = [machineryHash(), scenario.hash, reference.seed, slice.kind, slice.fromMs, slice.toMs, own];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

/** One file a chunk; a chunk is there whole or not at all. */
export interface ChunkCache {
  read(key: string, index: number): Uint8Array | null;
  write(key: string, index: number, bytes: Uint8Array): void;
}

export function createChunkCache(folder: string | null): ChunkCache {
  if (folder === null) return { read: () => null, write: () => {} };
  const fileOf = (key: string, index: number): string => join(folder, key, `${index}.chunk`);
  return {
    read(key, index) {
      const file = fileOf(key, index);
      return existsSync(file) ? readFileSync(file) : null;
    },
    write(key, index, bytes) {
      const file = fileOf(key, index);
      mkdirSync(dirname(file), { recursive: true });
      const temporary = `${file}.${process.pid}.tmp`;
      writeFileSync(temporary, bytes);
      renameSync(temporary, file);
    },
  };
}
