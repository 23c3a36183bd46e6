/** Tells when a folder's content has changed and then stood still. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Asked, not told: what editors do when they save (write, rename, truncate) differs, and so do systems. */
const everyMs = 300;

function stateOf(folder: string): string {
  const hash = createHash('sha256');
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    const stat = statSync(file, { throwIfNoEntry: false });
    hash.update(`${file} ${stat?.size} ${stat?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Returns the function that stops watching. */
export function watchFolder(folder: string, onChange: () => void): () => void {
  let settled = stateOf(folder);
  let before = settled;
  const timer = setInterval(() => {
    const now = stateOf(folder);
    if (now === before && now !== settled) {
      settled = now;
      onChange();
    }
    before = now;
  }, everyMs);
  return () => clearInterval(timer);
}
