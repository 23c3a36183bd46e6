import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Rooms of the simulator, lowest first: a room may import itself and what stands before it. */
const rooms = [
  'kernel',
  'telemetry',
  'platform',
  'scenario',
  'world',
  'evidence',
  'journal',
  'score',
  'drill',
  'gameday',
  'storage',
  'server',
  'cli',
];
/** Rooms that stand beside the row: what they may import, and nothing else of the row. */
const beside: Readonly<Record<string, readonly string[]>> = { storage: ['journal'], shell: ['telemetry', 'scenario'] };

interface Import {
  readonly file: string;
  readonly target: string;
}

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/node_modules|dist\//.test(path));

/** Every import of a folder, type-only ones too; relative ones as paths from the root. */
const importsOf = (folder: string): Import[] =>
  sources(folder).flatMap((path) =>
    ts.preProcessFile(readFileSync(path, 'utf8'), true, true).importedFiles.map(({ fileName }) => ({
      file: relative(root, path),
      target: fileName.startsWith('.') ? relative(root, resolve(dirname(path), fileName)) : fileName,
    })),
  );

const roomOf = (path: string): string | null => /^apps\/simulator\/src\/([^/]+)\//.exec(path)?.[1] ?? null;

const mayImport = (from: string, to: string): boolean => {
  if (from === to) return true;
  const allowed = beside[from];
  if (allowed) return allowed.includes(to);
  if (to === 'cli') return false;
  if (to in beside) return from === 'server' || from === 'cli';
  return rooms.includes(from) && rooms.indexOf(to) >= 0 && rooms.indexOf(to) < rooms.indexOf(from);
};

const list = (imports: readonly Import[]): string[] => imports.map(({ file, target }) => `${file} imports ${target}`);

describe('imports run one way', () => {
  const simulator = importsOf('apps/simulator/src');

  it('finds the imports at all', () => {
    expect(simulator.length).toBeGreaterThan(100);
  });

  it('between the rooms of the simulator', () => {
    const wrong = simulator.filter(({ file, target }) => {
      const from = roomOf(file);
      const to = roomOf(target);
      return from !== null && to !== null && !mayImport(from, to);
    });
    expect(list(wrong)).toEqual([]);
  });

  it('knows every room', () => {
    const known = new Set([...rooms, ...Object.keys(beside)]);
    const found = simulator.flatMap(({ file }) => roomOf(file) ?? []);
    expect(found.filter((room) => !known.has(room))).toEqual([]);
  });

  it('the kernel imports nothing', () => {
    const wrong = simulator.filter(({ file, target }) => roomOf(file) === 'kernel' && roomOf(target) !== 'kernel');
    expect(list(wrong)).toEqual([]);
  });

  it('worlds know no protocol of people: kernel and platform do not import the wire contract', () => {
    const wrong = simulator.filter(
      ({ file, target }) =>
        ['kernel', 'platform'].includes(roomOf(file) ?? '') && target.startsWith('@firedrill/protocol'),
    );
    expect(list(wrong)).toEqual([]);
  });

  it('the shop imports only its own files', () => {
    const wrong = importsOf('apps/shop/src').filter(
      ({ file, target }) => !file.startsWith('apps/shop/src/live/') && !target.startsWith('apps/shop/src/'),
    );
    expect(list(wrong)).toEqual([]);
  });

  it('the wire contract imports only its own files and its schema library', () => {
    const wrong = importsOf('packages/protocol/src').filter(
      ({ target }) => target !== 'zod' && !target.startsWith('packages/protocol/src/'),
    );
    expect(list(wrong)).toEqual([]);
  });

  it('the workbench imports neither the simulator nor the shop', () => {
    const wrong = importsOf('apps/trainee-ui/src').filter(({ target }) => /simulator|shop/.test(target));
    expect(list(wrong)).toEqual([]);
  });
});
