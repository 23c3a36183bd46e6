/** One process a data folder: two would silently lose each other's rows. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else cannot be signalled, but is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const code = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Takes the folder; the function returned gives it back. Throws FolderInUse naming the process that has it. */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'firedrill.lock');
  for (;;) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (code(error) !== 'EEXIST') throw error;
      const pid = Number(readFileSync(file, 'utf8'));
      if (pid > 0 && pid !== process.pid && isAlive(pid)) {
        throw new FolderInUse(
          `the data folder ${folder} is in use by process ${pid}; stop it, or set FIREDRILL_DATA to another folder`,
        );
      }
      rmSync(file, { force: true });
    }
  }
}
