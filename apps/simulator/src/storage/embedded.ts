/** PostgreSQL in this process (PGlite) with what it leaves out put back: every commit is synced to disk. */
import { fsyncSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { lockFolder } from './lock.ts';
import type { Sql, SqlRow } from './sql.ts';

/** The part of Emscripten's NODEFS that is filled in. */
interface NodeStreamOps {
  fsync?: (stream: { readonly nfd: number }) => number;
}

class SyncedNodeFS extends NodeFS {
  readonly #onSync: () => void;

  constructor(folder: string, onSync: () => void) {
    super(folder);
    this.#onSync = onSync;
  }

  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const made = await super.init(...args);
    const restore = (module: unknown): void => {
      // Emscripten hands its module to preRun; NODEFS has no fsync of its own there.
      const { NODEFS } = module as { readonly NODEFS: { readonly stream_ops: NodeStreamOps } };
      NODEFS.stream_ops.fsync = (stream) => {
        fsyncSync(stream.nfd);
        this.#onSync();
        return 0;
      };
    };
    const preRun = made.emscriptenOpts.preRun;
    return {
      emscriptenOpts: {
        ...made.emscriptenOpts,
        preRun: [...(Array.isArray(preRun) ? preRun : preRun ? [preRun] : []), restore],
      },
    };
  }
}

const startParams = (): string[] => [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'fsync=on',
  '-c',
  'wal_sync_method=fsync',
];

export interface EmbeddedOptions {
  /** Told of every sync, for a test that counts them. */
  readonly onSync?: () => void;
}

/** Throws FolderInUse when another process has the folder. */
export async function openEmbedded(folder: string, { onSync = () => {} }: EmbeddedOptions = {}): Promise<Sql> {
  mkdirSync(folder, { recursive: true });
  const release = lockFolder(folder);
  let database: PGlite;
  try {
    database = await PGlite.create({
      fs: new SyncedNodeFS(join(folder, 'database'), onSync),
      startParams: startParams(),
    });
  } catch (error) {
    release();
    throw error;
  }
  const ask =
    (on: Pick<PGlite, 'query'>) =>
    async (text: string, values: readonly unknown[] = []): Promise<readonly SqlRow[]> =>
      (await on.query<SqlRow>(text, [...values])).rows;
  return {
    query: ask(database),
    transaction: (work) => database.transaction((transaction) => work({ query: ask(transaction) })),
    async close() {
      await database.close();
      release();
    },
  };
}
