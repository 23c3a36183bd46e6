/** A world of one pod: it works, its thread is blocked for longer than a scrape waits, it is started anew, it goes. */
import { Kernel } from '../../../apps/simulator/src/kernel/index.ts';
import { Registry } from '../../../apps/simulator/src/platform/observe/registry.ts';
import { addRuntimeMetrics } from '../../../apps/simulator/src/platform/observe/runtime.ts';
import { Scraper } from '../../../apps/simulator/src/platform/observe/scraper.ts';
import { Process } from '../../../apps/simulator/src/platform/process/process.ts';
import type { Chunk } from '../../../apps/simulator/src/telemetry/record/chunk.ts';
import { createRecorder } from '../../../apps/simulator/src/telemetry/record/recorder.ts';

const secondUs = 1_000_000;
const startUs = Date.UTC(2024, 2, 16, 13) * 1000;

export interface Timeline {
  readonly blockedMs: readonly [number, number];
  readonly startedAgainMs: number;
  readonly goneMs: number;
  readonly untilMs: number;
  readonly chunks: readonly Chunk[];
}

const afterS = (seconds: number): number => startUs / 1000 + seconds * 1000;

export async function blockedPod(): Promise<Timeline> {
  const kernel = new Kernel(startUs);
  const recorder = createRecorder({ fromUs: startUs });
  const scraper = new Scraper(kernel, recorder.metrics);
  const labels = { job: 'worker', instance: '10.42.1.9:8080', pod: 'worker-0', service: 'worker' };
  const begin = (): { process: Process; stop: () => void } => {
    const process = new Process(kernel, 'worker-0');
    const registry = new Registry(recorder.metrics);
    addRuntimeMetrics(registry, process);
    const done = registry.counter('work_done_total', 'Pieces of work that were done.');
    const work = (): void => {
      done.add(1);
      process.charge(900);
      process.setTimer(secondUs / 10, work, null, null);
    };
    process.setTimer(secondUs / 10, work, null, null);
    return { process, stop: scraper.add({ labels, registry, process }) };
  };
  const first = begin();
  await kernel.run(startUs + 120 * secondUs);
  const blockS = 45;
  first.process.complete(kernel.nowUs, () => first.process.charge(blockS * secondUs), null, null);
  await kernel.run(startUs + 300 * secondUs);
  first.process.kill();
  first.stop();
  await kernel.run(startUs + 309 * secondUs);
  const second = begin();
  await kernel.run(startUs + 420 * secondUs);
  second.process.kill();
  second.stop();
  await kernel.run(startUs + 730 * secondUs);
  return {
    blockedMs: [afterS(120), afterS(120 + blockS)],
    startedAgainMs: afterS(309),
    goneMs: afterS(420),
    untilMs: afterS(730),
    chunks: [recorder.seal(startUs + 730 * secondUs)],
  };
}
