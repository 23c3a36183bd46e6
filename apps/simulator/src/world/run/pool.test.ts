import { afterEach, describe, expect, it } from 'vitest';
import { createSlicePool, type SlicePool, type SliceTask } from './pool.ts';

/** Says what it was given, and is done. */
const echo = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ key }) => {
      parentPort.postMessage({ type: 'chunk', path: key, untilMs: 0 });
      parentPort.postMessage({ type: 'done' });
    });
  `)}`,
);

const task = (key: string): SliceTask => ({
  reference: { scenarioId: 'a', seed: 1, variant: 'true', inputs: [] },
  slice: { kind: 'history', fromMs: 0, toMs: 1 },
  key,
});

describe('createSlicePool', () => {
  let pool: SlicePool | undefined;
  afterEach(() => pool?.close());

  it('begins with the most urgent of what is asked for at once', async () => {
    pool = createSlicePool({ shopRoot: '', scenarioRoots: [], historyFolder: '', cacheFolder: '' }, 1, echo);
    const begun: string[] = [];
    const run = (key: string, priority: number) => pool?.run(task(key), priority, ({ path }) => begun.push(path));
    await Promise.all([run('history', 1), run('older history', 5), run('incident', 0), run('next history', 1)]);
    expect(begun).toEqual(['incident', 'history', 'next history', 'older history']);
  });
});
