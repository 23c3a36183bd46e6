/** Chunks on disk, keyed by everything they are a function of. May be deleted at any time. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** History is the same in every variant, and nothing that a team does reaches back before the continuous run: kept once. */
export function sliceKey(scenarioHash: string, reference: WorldReference, slice: Slice): string {
  const { variant, inputs } = reference;
  const own = { history: [], piece: [variant], incident: [variant, inputs] }[slice.kind];
  const parts = [machineryHash(), scenarioHash, reference.seed, slice.kind, slice.fromMs, slice.toMs, own];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

export const chunkFile = (folder: string, key: string, index: number): string => join(folder, key, `${index}.chunk`);

/** Whether all chunks of a slice are there. */
export const isCached = (folder: string, key: string, chunks: number): boolean =>
  Array.from({ length: chunks }, (_, index) => index).every((index) => existsSync(chunkFile(folder, key, index)));
