import { describe, expect, it } from 'vitest';
import { Kernel } from './kernel.ts';

const note = (log: string[], text: string): void => {
  log.push(text);
};

describe('Kernel', () => {
  it('runs events by time, and by order of scheduling at one instant', async () => {
    const kernel = new Kernel(1000);
    const log: string[] = [];
    kernel.at(1300, note, log, 'third');
    kernel.at(1200, note, log, 'first');
    kernel.at(1200, note, log, 'second');
    await kernel.run(2000);
    expect(log).toEqual(['first', 'second', 'third']);
  });

  it('runs what an event schedules for its own instant after what stood there already', async () => {
    const kernel = new Kernel(0);
    const log: string[] = [];
    kernel.at(10, () => kernel.at(10, note, log, 'scheduled late'), null, null);
    kernel.at(10, note, log, 'scheduled early');
    await kernel.run(10);
    expect(log).toEqual(['scheduled early', 'scheduled late']);
  });

  it('runs up to and including the given instant, and continues from there', async () => {
    const kernel = new Kernel(0);
    const seen: number[] = [];
    const see = (): void => {
      seen.push(kernel.nowUs);
    };
    for (const timeUs of [10, 20, 21]) kernel.at(timeUs, see, null, null);
    await kernel.run(20);
    expect(seen).toEqual([10, 20]);
    await kernel.run(20.5);
    expect(kernel.nowUs).toBe(20.5);
    await kernel.run(100);
    expect(seen).toEqual([10, 20, 21]);
    expect(kernel.nowUs).toBe(100);
  });

  it('refuses the past, and what is no time', async () => {
    const kernel = new Kernel(0);
    await kernel.run(50);
    expect(() => kernel.at(49, () => {}, null, null)).toThrow(/event at 49 us, but it is 50 us already/);
    expect(() => kernel.at(Number.NaN, () => {}, null, null)).toThrow(RangeError);
  });

  it('does not run what was cancelled, and runs its neighbours', async () => {
    const kernel = new Kernel(0);
    const log: string[] = [];
    const handles = ['a', 'b', 'c'].map((text) => kernel.at(10, note, log, text));
    kernel.cancel(handles[1] ?? -1);
    await kernel.run(10);
    expect(log).toEqual(['a', 'c']);
  });

  it('lets an event cancel another of the same instant', async () => {
    const kernel = new Kernel(0);
    const log: string[] = [];
    let second = -1;
    kernel.at(10, () => kernel.cancel(second), null, null);
    second = kernel.at(10, note, log, 'second');
    await kernel.run(10);
    expect(log).toEqual([]);
  });

  it('leaves an event alone that got the place of one that has run', async () => {
    const kernel = new Kernel(0);
    const log: string[] = [];
    const old = kernel.at(10, note, log, 'old');
    await kernel.run(10);
    kernel.at(20, note, log, 'new');
    kernel.cancel(old);
    await kernel.run(20);
    expect(log).toEqual(['old', 'new']);
  });

  it('fails the run with what an event throws', async () => {
    const kernel = new Kernel(0);
    kernel.at(
      10,
      () => {
        throw new Error('the platform has a bug');
      },
      null,
      null,
    );
    await expect(kernel.run(20)).rejects.toThrow('the platform has a bug');
  });

  it('gives the thread back to Node during a long run', async () => {
    const kernel = new Kernel(0);
    let beats = 0;
    const beat = (): void => {
      kernel.resumed();
      if (++beats < 30_000) kernel.at(kernel.nowUs + 1, beat, null, null);
    };
    kernel.at(1, beat, null, null);
    const run = kernel.run(100_000);
    const others: number[] = [];
    const other = (): void => {
      others.push(beats);
      if (beats < 30_000) setImmediate(other);
    };
    setImmediate(other);
    await run;
    expect(others.some((at) => at > 0 && at < 30_000)).toBe(true);
  });
});
