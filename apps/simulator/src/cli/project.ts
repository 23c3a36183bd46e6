/** Where the project's own folders are, and its scenarios. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadShop, type Shop } from '../scenario/index.ts';
import type { WorkerSetup } from '../world/run/pool.ts';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** The command cannot be carried out as it was given: told in one line, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Worlds that any command has computed, and those of a server started here. */
export const worldCache = (): string =>
  resolve(process.env.FIREDRILL_WORLDS ?? join(process.env.FIREDRILL_DATA ?? join(root, '.firedrill'), 'worlds'));

export function setup(cacheFolder: string): WorkerSetup {
  const further = (process.env.FIREDRILL_SCENARIOS ?? '').split(':').filter((path) => path !== '');
  return {
    shopRoot: join(root, 'apps/shop'),
    historyFolder: join(root, 'scenarios/_history'),
    scenarioRoots: [join(root, 'scenarios'), ...further.map((path) => resolve(path))],
    cacheFolder,
  };
}

/** A path as a person at this terminal would write it. */
export const shortPath = (path: string): string => {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
};

export const theShop = (): Shop => {
  const { shopRoot, historyFolder } = setup('');
  return loadShop(shopRoot, historyFolder);
};

/** All folders of a scenario of that name, in the order in which packs are read; in one pack's folder when it is given. */
export const foldersNamed = (id: string, pack?: string): string[] =>
  (pack === undefined ? setup('').scenarioRoots : [pack])
    .map((folder) => join(folder, id))
    .filter((folder) => /^[a-z0-9]/.test(id) && existsSync(folder));

/** Throws UsageError: with what there is when there is none, with both places when two packs have it. */
export function folderOf(id: string): string {
  const [folder, other] = foldersNamed(id);
  if (folder === undefined) throw new UsageError(`there is no scenario ${id}; there are ${knownIds().join(', ')}`);
  if (other !== undefined) throw new UsageError(`two packs have a scenario ${id}: ${folder} and ${other}`);
  return folder;
}

export function knownIds(): string[] {
  const folders = setup('').scenarioRoots.filter((folder) => existsSync(folder));
  const names = folders.flatMap((folder) => readdirSync(folder, { withFileTypes: true }));
  return [
    ...new Set(names.filter((entry) => entry.isDirectory() && !entry.name.startsWith('_')).map(({ name }) => name)),
  ].sort();
}

export function wholeNumber(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number >= 2 ** 31)
    throw new UsageError(`${option} must be a whole number from 1 to 2147483647, not "${text}"`);
  return number;
}

export const seedFrom = (text: string): number => wholeNumber(text, '--seed');

/** "1-5", "3" or "1,4,9". */
export function seedsFrom(text: string): number[] {
  const range = /^(\d+)-(\d+)$/.exec(text);
  if (!range) return text.split(',').map((part) => wholeNumber(part, '--seeds'));
  const [from, to] = [wholeNumber(range[1] ?? '', '--seeds'), wholeNumber(range[2] ?? '', '--seeds')];
  if (from > to || to - from >= 1000)
    throw new UsageError(`--seeds must go upwards, at most a thousand, not "${text}"`);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What is going on, for people who wait; results alone go to stdout. */
export const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
