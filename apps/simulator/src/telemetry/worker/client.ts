import { Worker } from 'node:worker_threads';
import { TelemetryError } from '../errors.ts';
import type { Chunk } from '../record/chunk.ts';
import type { TelemetryRequest, TelemetryResult } from '../requests.ts';
import type { Answer, Call, Command } from './messages.ts';

export interface QueryOptions {
  /** The answer is thrown away; the query itself runs to its end. */
  readonly signal?: AbortSignal;
}

/** Stores in a thread of their own. All methods reject with a TelemetryError. */
export interface TelemetryClient {
  /** Makes the world on first use. Chunks of a slice in their order. */
  adopt(worldId: string, sliceId: string, chunk: Chunk): Promise<void>;
  /** The same, of a chunk that `writeChunk` has written: it does not pass through the calling thread. */
  adoptFile(worldId: string, sliceId: string, path: string): Promise<void>;
  /** `newWorldId` has in common with `worldId` (which need not exist yet) all before `cutUs`, also what is adopted there later. */
  fork(worldId: string, newWorldId: string, cutUs: number): Promise<void>;
  drop(worldId: string): Promise<void>;
  query<R extends TelemetryRequest>(
    worldId: string,
    request: R,
    asOfMs: number,
    options?: QueryOptions,
  ): Promise<TelemetryResult<R>>;
  close(): Promise<void>;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: TelemetryError) => void;
}

export function createTelemetryClient(workerUrl = new URL('./worker.js', import.meta.url)): TelemetryClient {
  const worker = new Worker(workerUrl);
  // The process may end while the stores are idle.
  worker.unref();
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let broken: TelemetryError | null = null;

  const breakDown = (message: string): void => {
    broken ??= new TelemetryError('internal', message);
    for (const { reject } of pending.values()) reject(broken);
    pending.clear();
  };
  worker.on('message', (answer: Answer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (pending.size === 0) worker.unref();
    if (answer.ok) waiting?.resolve(answer.result);
    else waiting?.reject(TelemetryError.fromData(answer.error));
  });
  worker.on('error', (error) =>
    breakDown(`the telemetry thread failed: ${error instanceof Error ? error.message : error}`),
  );
  worker.on('exit', () => breakDown('the telemetry thread has ended'));

  const call = (command: Command, signal?: AbortSignal): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      const aborted = (): void => reject(new TelemetryError('aborted', 'the query was given up'));
      if (signal?.aborted) return aborted();
      const id = nextId++;
      const done = (): void => signal?.removeEventListener('abort', aborted);
      signal?.addEventListener('abort', aborted, { once: true });
      pending.set(id, {
        resolve: (result) => {
          done();
          resolve(result);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      worker.ref();
      const message: Call = { id, command };
      worker.postMessage(message);
    });

  return {
    adopt: async (worldId, sliceId, chunk) => {
      await call({ kind: 'adopt', worldId, sliceId, chunk });
    },
    adoptFile: async (worldId, sliceId, path) => {
      await call({ kind: 'adopt-file', worldId, sliceId, path });
    },
    fork: async (worldId, newWorldId, cutUs) => {
      await call({ kind: 'fork', worldId, newWorldId, cutUs });
    },
    drop: async (worldId) => {
      await call({ kind: 'drop', worldId });
    },
    query: async <R extends TelemetryRequest>(worldId: string, request: R, asOfMs: number, options?: QueryOptions) =>
      // The thread answers each request with its own kind of result.
      (await call({ kind: 'query', worldId, request, asOfMs }, options?.signal)) as TelemetryResult<R>,
    close: async () => {
      await worker.terminate();
    },
  };
}
