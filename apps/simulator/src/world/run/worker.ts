/** A thread that computes slices and writes their chunks to disk. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadScenarios, loadShop, type Scenario } from '../../scenario/index.ts';
import { writeChunk } from '../../telemetry/record/file.ts';
import { chunkFile, sliceKey } from './cache.ts';
import type { FromWorker, SliceTask, WorkerSetup } from './pool.ts';
import { runSlice } from './run-slice.ts';

// The pool starts this thread with its own setup.
const setup = workerData as WorkerSetup;
const loaded = new Map<string, Scenario>();

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

function scenarioOf(id: string): Scenario {
  const known = loaded.get(id);
  if (known) return known;
  const { scenarios } = loadScenarios(setup.scenarioRoots, loadShop(setup.shopRoot, setup.historyFolder), id);
  const [found] = scenarios;
  if (!found) throw new Error(`no scenario ${id}`);
  loaded.set(id, found);
  return found;
}

async function work({ reference, slice, key }: SliceTask): Promise<void> {
  const scenario = scenarioOf(reference.scenarioId);
  // An author may have saved meanwhile: what is kept under a key must be what the key says.
  if (sliceKey(scenario, reference, slice) !== key) throw new Error('the folder of this world was changed meanwhile');
  await runSlice(scenario, reference, slice, (chunk, index) => {
    const path = chunkFile(setup.cacheFolder, key, index);
    writeChunk(path, chunk);
    tell({ type: 'chunk', path, untilMs: chunk.untilUs / 1000 });
  });
}

parentPort?.on('message', (task: SliceTask) => {
  work(task).then(
    () => tell({ type: 'done' }),
    (error: unknown) =>
      tell({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
