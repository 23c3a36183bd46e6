/** Worker threads that compute slices, most urgent first. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { WorldReference } from '../worlds.ts';
import type { Slice } from './slices.ts';

export interface SliceTask {
  readonly reference: WorldReference;
  readonly slice: Slice;
  /** Under which the slice's chunks are kept on disk. */
  readonly key: string;
}

/** What a worker needs to find scenarios and the shop by itself. */
export interface WorkerSetup {
  readonly shopRoot: string;
  readonly scenarioRoots: readonly string[];
  readonly historyFolder: string;
  /** Where chunks are kept; may be emptied while no server runs. */
  readonly cacheFolder: string;
}

/** A chunk that lies on disk. */
export interface ReadyChunk {
  readonly path: string;
  /** What it reaches to, epoch ms. */
  readonly untilMs: number;
}

export type FromWorker =
  | ({ readonly type: 'chunk' } & ReadyChunk)
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string };

interface Queued {
  readonly task: SliceTask;
  readonly priority: number;
  readonly order: number;
  readonly onChunk: (chunk: ReadyChunk) => void;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Most of what a world allocates is garbage within the same virtual second. With more room before each scavenge less of
 * it is found alive: a tenth less time than with V8's own 48 MB.
 */
const maxYoungGenerationSizeMb = 192;

/** From this priority on, nobody waits for the result. */
export const backgroundPriority = 8;

export interface SlicePool {
  /** Lower `priority` first. Resolves when the slice is done. */
  run(task: SliceTask, priority: number, onChunk: (chunk: ReadyChunk) => void): Promise<void>;
  close(): Promise<void>;
}

export function createSlicePool(
  setup: WorkerSetup,
  size = Math.max(1, Math.min(4, availableParallelism())),
  workerUrl = new URL('./worker.js', import.meta.url),
): SlicePool {
  const queue: Queued[] = [];
  const idle: Worker[] = [];
  const workers = new Set<Worker>();
  let order = 0;
  let closing = false;
  let looks = false;

  const spawn = (): Worker => {
    const worker = new Worker(workerUrl, { workerData: setup, resourceLimits: { maxYoungGenerationSizeMb } });
    workers.add(worker);
    worker.unref();
    return worker;
  };

  const give = (worker: Worker, job: Queued): void => {
    const settle = (finish: () => void): void => {
      worker.removeAllListeners('message');
      worker.removeAllListeners('error');
      worker.removeAllListeners('exit');
      finish();
      next();
    };
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'chunk') job.onChunk(message);
      else {
        idle.push(worker);
        settle(() => (message.type === 'done' ? job.resolve() : job.reject(new Error(message.message))));
      }
    });
    const lost = (reason: string) => (): void => {
      workers.delete(worker);
      settle(() => job.reject(new Error(reason)));
    };
    worker.on('error', (error) => lost(`the world's thread failed: ${error.message}`)());
    worker.on('exit', lost("the world's thread ended"));
    worker.postMessage(job.task);
  };

  const next = (): void => {
    if (closing) return;
    queue.sort((a, b) => a.priority - b.priority || a.order - b.order);
    while (queue.length > 0) {
      // What nobody waits for leaves one thread to what somebody may ask for next.
      if ((queue[0]?.priority ?? 0) >= backgroundPriority && size > 1 && workers.size - idle.length >= size - 1) return;
      const worker = idle.pop() ?? (workers.size < size ? spawn() : undefined);
      if (!worker) return;
      const job = queue.shift();
      if (job) give(worker, job);
    }
  };

  return {
    run: (task, priority, onChunk) =>
      new Promise((resolve, reject) => {
        queue.push({ task, priority, order: order++, onChunk, resolve, reject });
        if (looks) return;
        looks = true;
        // Once all that is asked for at the same time is there: the most urgent may be asked for last.
        queueMicrotask(() => {
          looks = false;
          next();
        });
      }),
    async close() {
      closing = true;
      for (const job of queue.splice(0)) job.reject(new Error('closing'));
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}
