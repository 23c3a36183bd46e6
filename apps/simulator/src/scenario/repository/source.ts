/** The shop's source as its team keeps it: what the trainee's repository is cut from. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Files } from './patch.ts';

const folders = ['src', 'deploy', 'migrations'];
const topLevel = ['README.md'];

/** Reads the shop below `root`, without the live adapters. Paths use `/` and are sorted. */
export function readShop(root: string): Files {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
  const kept = [...paths.filter((path) => !path.startsWith('src/live/')), ...topLevel].sort();
  return new Map(kept.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
