/** A thread that computes slices, or reads them from disk when they have been computed before. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Scenario } from '../../scenario/index.ts';
import { isCached, readChunk, writeChunk } from './cache.ts';
import type { FromWorker, SliceTask, WorkerSetup } from './pool.ts';
import { chunkEnds } from './slices.ts';

// The pool starts this thread with its own setup.
const setup = workerData as WorkerSetup;
const loaded = new Map<string, Scenario>();

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

async function scenarioOf(id: string): Promise<Scenario> {
  const known = loaded.get(id);
  if (known) return known;
  // The compiler takes a while to load, and a slice that is on disk does not need it.
  const { loadScenarios, loadShop } = await import('../../scenario/index.ts');
  const { scenarios } = loadScenarios(setup.scenarioRoots, loadShop(setup.shopRoot, setup.historyFolder));
  for (const scenario of scenarios) loaded.set(scenario.id, scenario);
  const found = loaded.get(id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found;
}

async function work({ reference, slice, key }: SliceTask): Promise<void> {
  const { cacheFolder } = setup;
  const count = chunkEnds(slice).length;
  if (cacheFolder !== null && isCached(cacheFolder, key, count)) {
    for (let index = 0; index < count; index++) tell({ type: 'chunk', chunk: readChunk(cacheFolder, key, index) });
    return;
  }
  const { runSlice } = await import('./run-slice.ts');
  await runSlice(await scenarioOf(reference.scenarioId), reference, slice, (chunk, index) => {
    tell({ type: 'chunk', chunk });
    if (cacheFolder !== null) writeChunk(cacheFolder, key, index, chunk);
  });
}

parentPort?.on('message', (task: SliceTask) => {
  work(task).then(
    () => tell({ type: 'done' }),
    (error: unknown) =>
      tell({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
