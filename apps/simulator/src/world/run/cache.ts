/** Chunks on disk, keyed by everything they are a function of. May be deleted at any time. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Course, Scenario } from '../../scenario/index.ts';
import type { WorldReference } from '../worlds.ts';
import type { Slice } from './slices.ts';

/** What chunks are made by, as beginnings of paths: any change of it makes every cached chunk worthless. */
const makers = [
  'kernel/',
  'telemetry/record/',
  'telemetry/columns',
  'telemetry/ids',
  'telemetry/sinks',
  'platform/',
  'scenario/',
  'world/',
];
/** Below these, and yet no part: what it writes is a folder, which a key is made of like any other. */
const beside = ['scenario/quick/'];

let machinery: string | undefined;

function machineryHash(): string {
  if (machinery) return machinery;
  const source = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name) && !/\.test\.[jt]s$/.test(entry.name))
    .map((entry) => relative(source, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => makers.some((maker) => path.startsWith(maker)))
    .filter((path) => !beside.some((other) => path.startsWith(other)))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(source, file)));
  machinery = hash.digest('hex');
  return machinery;
}

/** A commit's sha covers its content and what it stands on. */
const outlineOf = ({ commits, releases, changes, bad }: Course): unknown => ({
  commits: commits.map(({ sha }) => sha),
  releases: releases.map((release) => ({ ...release, commit: release.commit.sha })),
  changes,
  bad: bad?.sha ?? null,
});

/**
 * Of all that the slice is a function of, and of nothing else: an author who edits a text, a threshold or one rival
 * gets everything else from disk. History is the same in every variant (its feed has the merges of the scenario's own
 * world), and nothing that a team does reaches back before the continuous run.
 */
export function sliceKey(scenario: Scenario, reference: WorldReference, slice: Slice): string {
  const { variant, inputs, seed } = reference;
  const own = {
    history: () => scenario.course('true').commits.map(({ sha }) => sha),
    piece: () => [variant, outlineOf(scenario.course(variant))],
    incident: () => [variant, outlineOf(scenario.course(variant)), inputs],
  }[slice.kind]();
  const parts = [machineryHash(), scenario.hash, seed, slice.kind, slice.fromMs, slice.toMs, own];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

export const chunkFile = (folder: string, key: string, index: number): string => join(folder, key, `${index}.chunk`);

/** Whether all chunks of a slice are there. */
export const isCached = (folder: string, key: string, chunks: number): boolean =>
  Array.from({ length: chunks }, (_, index) => index).every((index) => existsSync(chunkFile(folder, key, index)));
