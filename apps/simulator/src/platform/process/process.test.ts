import { describe, expect, it } from 'vitest';
import { Kernel } from '../../kernel/index.ts';
import { Process } from './process.ts';

const ms = 1000;

function newPod(): { kernel: Kernel; pod: Process; log: string[]; note: (text: string) => void } {
  const kernel = new Kernel(0);
  const pod = new Process(kernel, 'order-service-7d9c5b6f4-x2k8q');
  const log: string[] = [];
  const note = (text: string): void => {
    log.push(`${text} at ${pod.localNowUs() / ms} ms`);
  };
  return { kernel, pod, log, note };
}

describe('computing', () => {
  it('delays what arrives meanwhile, in the order of arrival', async () => {
    const { kernel, pod, log, note } = newPod();
    pod.complete(10 * ms, () => pod.charge(100 * ms), null, null);
    pod.complete(30 * ms, () => note('second'), null, null);
    pod.complete(20 * ms, () => note('first'), null, null);
    pod.complete(150 * ms, () => note('third'), null, null);
    await kernel.run(1000 * ms);
    expect(log).toEqual(['first at 110 ms', 'second at 110 ms', 'third at 150 ms']);
  });

  it('adds up: each callback pays for the ones before it', async () => {
    const { kernel, pod, log, note } = newPod();
    for (const name of ['a', 'b', 'c']) {
      pod.complete(
        10 * ms,
        () => {
          note(name);
          pod.charge(5 * ms);
        },
        null,
        null,
      );
    }
    await kernel.run(100 * ms);
    expect(log).toEqual(['a at 10 ms', 'b at 15 ms', 'c at 20 ms']);
    expect(pod.cpuUs).toBe(15 * ms);
  });

  it('counts within a callback: what it does after a charge happens later', async () => {
    const { kernel, pod, log, note } = newPod();
    const handle = async (): Promise<void> => {
      pod.charge(7 * ms);
      note('rendered');
      await null;
      pod.charge(3 * ms);
      note('serialised');
    };
    pod.complete(10 * ms, handle, null, null);
    pod.complete(11 * ms, () => note('next'), null, null);
    await kernel.run(100 * ms);
    expect(log).toEqual(['rendered at 17 ms', 'serialised at 20 ms', 'next at 20 ms']);
  });

  it('finishes what a callback resumed before the next callback runs', async () => {
    const { kernel, pod, log, note } = newPod();
    const handle = async (name: string): Promise<void> => {
      for (let i = 0; i < 20; i++) await null;
      note(name);
    };
    pod.complete(10 * ms, () => pod.charge(10 * ms), null, null);
    pod.complete(11 * ms, handle, 'a', null);
    pod.complete(12 * ms, handle, 'b', null);
    await kernel.run(100 * ms);
    expect(log).toEqual(['a at 20 ms', 'b at 20 ms']);
  });
});

describe('timers', () => {
  it('fire in the order in which they are due, and at equal times as set', async () => {
    const { kernel, pod, log, note } = newPod();
    pod.setTimer(30 * ms, note, 'due 30', null);
    pod.setTimer(20 * ms, note, 'due 20', null);
    pod.setTimer(20 * ms, note, 'due 20 too', null);
    await kernel.run(25 * ms);
    pod.setTimer(3 * ms, note, 'due 28', null);
    await kernel.run(100 * ms);
    expect(log).toEqual(['due 20 at 20 ms', 'due 20 too at 20 ms', 'due 28 at 28 ms', 'due 30 at 30 ms']);
  });

  it('that are due run before input that had arrived, after a block', async () => {
    const { kernel, pod, log, note } = newPod();
    pod.setTimer(500 * ms, note, 'timer', null);
    pod.complete(100 * ms, () => pod.charge(1500 * ms), null, null);
    pod.complete(200 * ms, note, 'input', null);
    await kernel.run(5000 * ms);
    expect(log).toEqual(['timer at 1600 ms', 'input at 1600 ms']);
  });

  it('of different lengths that fell due in a block run in the order of being due', async () => {
    const { kernel, pod, log, note } = newPod();
    pod.setTimer(900 * ms, note, 'due 900', null);
    pod.setTimer(300 * ms, note, 'due 300', null);
    pod.setTimer(600 * ms, note, 'due 600', null);
    pod.complete(100 * ms, () => pod.charge(1500 * ms), null, null);
    await kernel.run(5000 * ms);
    expect(log.map((line) => line.slice(0, 7))).toEqual(['due 300', 'due 600', 'due 900']);
  });

  it('can still be cleared when they are due but wait for a busy process', async () => {
    const { kernel, pod, log, note } = newPod();
    const second = pod.setTimer(400 * ms, note, 'second', null);
    const first = (): void => {
      note('first');
      pod.clearTimer(second);
    };
    pod.setTimer(300 * ms, first, null, null);
    pod.complete(100 * ms, () => pod.charge(1500 * ms), null, null);
    pod.complete(200 * ms, note, 'input', null);
    await kernel.run(5000 * ms);
    expect(log).toEqual(['first at 1600 ms', 'input at 1600 ms']);
  });

  it('that a callback sets and clears around its own block never fire', async () => {
    const { kernel, pod, log, note } = newPod();
    const work = (): void => {
      const timer = pod.setTimer(50 * ms, note, 'timer', null);
      pod.charge(200 * ms);
      pod.clearTimer(timer);
    };
    pod.complete(10 * ms, work, null, null);
    await kernel.run(1000 * ms);
    expect(log).toEqual([]);
  });

  it('that are cleared leave the others of their length in order', async () => {
    const { kernel, pod, log } = newPod();
    const fired: number[] = [];
    const timers = Array.from({ length: 3000 }, (_, i) => {
      pod.charge(1);
      return pod.setTimer(100 * ms, (n: number) => fired.push(n), i, null);
    });
    timers.forEach((timer, i) => {
      if (i % 3 !== 0) pod.clearTimer(timer);
    });
    await kernel.run(1000 * ms);
    expect(fired).toEqual(Array.from({ length: 1000 }, (_, i) => i * 3));
    expect(log).toEqual([]);
  });
});

describe('the delay of the loop', () => {
  it('is that of one turn, though input waits all the time', async () => {
    const { kernel, pod } = newPod();
    for (const atMs of [10, 20, 20, 150, 250]) pod.complete(atMs * ms, () => pod.charge(100 * ms), null, null);
    await kernel.run(1000 * ms);
    const { maxUs } = pod.loopDelay.read(1000 * ms);
    // What had arrived when a turn began is worked on in it: one, then two, then two.
    expect(maxUs).toBeGreaterThan(190 * ms);
    expect(maxUs).toBeLessThan(215 * ms);
  });
});

describe('a client with a time-out of 500 ms, whose server answers after 1 ms', () => {
  const ask = (pod: Process, note: (text: string) => void): void => {
    let settled = false;
    const settle = (how: string): void => {
      if (settled) return;
      settled = true;
      pod.clearTimer(timer);
      note(how);
    };
    const timer = pod.setTimer(500 * ms, settle, 'timed out', null);
    pod.complete(pod.localNowUs() + 1 * ms, settle, 'answered', null);
  };

  it('times out when it waited as a block of 1.5 s began, although the answer is there', async () => {
    const { kernel, pod, log, note } = newPod();
    pod.complete(10 * ms, () => ask(pod, note), null, null);
    pod.complete(10 * ms, () => pod.charge(1500 * ms), null, null);
    await kernel.run(5000 * ms);
    expect(log).toEqual(['timed out at 1510 ms']);
  });

  it('is answered when the block was shorter than its time-out', async () => {
    const { kernel, pod, log, note } = newPod();
    pod.complete(10 * ms, () => ask(pod, note), null, null);
    pod.complete(10 * ms, () => pod.charge(400 * ms), null, null);
    await kernel.run(5000 * ms);
    expect(log).toEqual(['answered at 410 ms']);
  });

  it('is answered when it asked after the block', async () => {
    const { kernel, pod, log, note } = newPod();
    const work = (): void => {
      pod.charge(1500 * ms);
      ask(pod, note);
    };
    pod.complete(10 * ms, work, null, null);
    await kernel.run(5000 * ms);
    expect(log).toEqual(['answered at 1511 ms']);
  });
});

describe('the end of a process', () => {
  it('drops what is under way: timers, arrivals, and what waits for it to be free', async () => {
    const { kernel, pod, log, note } = newPod();
    pod.setTimer(20 * ms, note, 'timer', null);
    pod.complete(10 * ms, () => pod.charge(100 * ms), null, null);
    pod.complete(15 * ms, note, 'waiting input', null);
    pod.complete(60 * ms, note, 'later input', null);
    kernel.at(50 * ms, () => pod.kill(), null, null);
    await kernel.run(1000 * ms);
    expect(log).toEqual([]);
    expect(pod.alive).toBe(false);
  });

  it('by a crash is told once, with the reason; a kill is not a crash', () => {
    const reasons: unknown[] = [];
    const { pod } = newPod();
    pod.onCrash = (reason) => reasons.push(reason);
    pod.crash('first');
    pod.crash('second');
    expect(reasons).toEqual(['first']);
    const killed = newPod().pod;
    killed.onCrash = (reason) => reasons.push(reason);
    killed.kill();
    killed.crash('after the end');
    expect(reasons).toEqual(['first']);
  });
});
