import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDrain } from './drain.ts';
import { Kernel, type KernelOptions } from './kernel.ts';

const drains: readonly NonNullable<KernelOptions['drain']>[] = ['auto', 'turn'];

/** Each starts work that needs no virtual time and says when it is done. */
const programs: Record<string, (done: () => void) => unknown> = {
  'a chain of 50 awaits': async (done) => {
    for (let i = 0; i < 50; i++) await null;
    done();
  },
  'a chain of 5000 awaits': async (done) => {
    for (let i = 0; i < 5000; i++) await null;
    done();
  },
  'async functions nested 200 deep': async (done) => {
    const deep = async (level: number): Promise<number> => (level === 0 ? 0 : 1 + (await deep(level - 1)));
    if ((await deep(200)) === 200) done();
  },
  'an async generator': async (done) => {
    const numbers = async function* (): AsyncGenerator<number> {
      for (let i = 0; i < 100; i++) {
        await null;
        yield i;
      }
    };
    let sum = 0;
    for await (const n of numbers()) sum += n;
    if (sum === 4950) done();
  },
  'Promise.all': async (done) => {
    const all = await Promise.all(Array.from({ length: 100 }, async (_, i) => i));
    if (all.length === 100) done();
  },
  'Promise.race': async (done) => {
    const slow = async (): Promise<string> => {
      for (let i = 0; i < 20; i++) await null;
      return 'slow';
    };
    if ((await Promise.race([slow(), Promise.resolve('fast'), new Promise(() => {})])) === 'fast') done();
  },
  'Promise.any': async (done) => {
    if ((await Promise.any([Promise.reject(new Error('no')), Promise.resolve('yes')])) === 'yes') done();
  },
  'Promise.allSettled': async (done) => {
    const settled = await Promise.allSettled([Promise.reject(new Error('no')), Promise.resolve('yes')]);
    if (settled.map(({ status }) => status).join() === 'rejected,fulfilled') done();
  },
  'finally after a throw': async (done) => {
    try {
      await (async () => {
        try {
          await null;
          throw new Error('inside');
        } finally {
          await null;
        }
      })();
    } catch {
      await null;
      done();
    }
  },
  'a thenable of its own making': async (done) => {
    // biome-ignore lint/suspicious/noThenProperty: query builders are thenables
    const answer = await { then: (resolve: (value: string) => void) => queueMicrotask(() => resolve('rows')) };
    if (answer === 'rows') done();
  },
};

describe.each(drains)('draining by "%s"', (drain) => {
  it.each(Object.keys(programs))('%s is done before the next event, even of the same instant', async (name) => {
    const kernel = new Kernel(0, { drain });
    const log: string[] = [];
    kernel.at(
      10,
      () => {
        kernel.resumed();
        void programs[name]?.(() => log.push(`done at ${kernel.nowUs}`));
      },
      null,
      null,
    );
    kernel.at(10, () => log.push('next event'), null, null);
    await kernel.run(20);
    expect(log).toEqual(['done at 10', 'next event']);
  });

  it('continues what waited for a later event at that event, in the order of waiting', async () => {
    const kernel = new Kernel(0, { drain });
    const log: string[] = [];
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const waiter = async (name: string): Promise<void> => {
      await gate;
      log.push(`${name} at ${kernel.nowUs}`);
      await null;
      log.push(`${name} went on at ${kernel.nowUs}`);
    };
    void waiter('a');
    void waiter('b');
    kernel.at(
      30,
      () => {
        kernel.resumed();
        open();
      },
      null,
      null,
    );
    kernel.at(31, () => log.push('next event'), null, null);
    await kernel.run(40);
    expect(log).toEqual(['a at 30', 'b at 30', 'a went on at 30', 'b went on at 30', 'next event']);
  });

  describe('rejections', () => {
    const seen: string[] = [];
    let kernel = new Kernel(0, { drain });
    let others: NodeJS.UnhandledRejectionListener[] = [];
    const listen = (reason: unknown): void => {
      seen.push(`${reason instanceof Error ? reason.message : reason} of ${kernel.owner} at ${kernel.nowUs}`);
    };

    beforeEach(() => {
      seen.length = 0;
      kernel = new Kernel(0, { drain });
      others = process.listeners('unhandledRejection');
      process.removeAllListeners('unhandledRejection');
      process.on('unhandledRejection', listen);
    });

    afterEach(() => {
      process.off('unhandledRejection', listen);
      for (const other of others) process.on('unhandledRejection', other);
    });

    const start = (atUs: number, owner: string, work: () => Promise<unknown>): void => {
      const begin = (): void => {
        kernel.owner = owner;
        kernel.resumed();
        void work();
      };
      kernel.at(atUs, begin, null, null);
    };

    it('that nobody handles are seen at their instant, with the process that ran', async () => {
      start(10, 'pod a', async () => {
        await null;
        throw new Error('forgotten');
      });
      start(10, 'pod b', async () => {});
      start(11, 'pod c', async () => {});
      await kernel.run(20);
      expect(seen).toEqual(['forgotten of pod a at 10']);
    });

    it('that are handled in the same breath are not seen', async () => {
      start(10, 'pod a', async () => {
        const failing = Promise.reject(new Error('handled'));
        for (let i = 0; i < 10; i++) await null;
        await failing.catch(() => {});
      });
      await kernel.run(20);
      expect(seen).toEqual([]);
    });
  });
});

describe('findDrain', () => {
  it('trusts the synchronous drain here, and leaves listeners as they were', async () => {
    const before = process.listeners('unhandledRejection');
    const drain = await new Promise((resolve) => setImmediate(() => resolve(findDrain())));
    expect(drain).toBeTypeOf('function');
    expect(process.listeners('unhandledRejection')).toEqual(before);
  });
});
