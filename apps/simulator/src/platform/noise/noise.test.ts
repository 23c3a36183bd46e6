import { describe, expect, it } from 'vitest';
import { Kernel, keyOf } from '../../kernel/index.ts';
import type { ChangeEvent } from '../../telemetry/sinks.ts';
import { addNeighbours } from './neighbours.ts';
import { recur } from './recurring.ts';

const minuteUs = 60_000_000;
const startUs = Date.UTC(2024, 2, 16, 13, 0) * 1000 + 7;
const endUs = startUs + 60 * minuteUs;

async function instantsFrom(fromUs: number): Promise<{ at: number; key: number }[]> {
  const kernel = new Kernel(fromUs);
  const seen: { at: number; key: number }[] = [];
  recur(kernel, keyOf('something'), 40, (key) => seen.push({ at: kernel.nowUs, key }));
  await kernel.run(endUs);
  return seen;
}

describe('recur', () => {
  it('happens once in each stretch, and runs that begin later agree on what is left', async () => {
    const whole = await instantsFrom(startUs);
    expect(whole.length).toBeGreaterThanOrEqual(89);
    expect(whole.length).toBeLessThanOrEqual(91);
    expect(new Set(whole.map(({ at }) => Math.floor(at / 40_000_000))).size).toBe(whole.length);
    expect(new Set(whole.map(({ key }) => key)).size).toBe(whole.length);
    for (const laterBy of [1, 17 * minuteUs + 3, 40 * minuteUs]) {
      const part = await instantsFrom(startUs + laterBy);
      expect(part).toEqual(whole.filter(({ at }) => at >= startUs + laterBy));
    }
  });
});

describe('neighbours', () => {
  const eventsFrom = async (fromUs: number): Promise<ChangeEvent[]> => {
    const kernel = new Kernel(fromUs);
    const events: ChangeEvent[] = [];
    addNeighbours(kernel, 7, { append: (event) => events.push(event) });
    await kernel.run(endUs);
    return events;
  };

  it('go on in the same way whenever the run began', async () => {
    const laterUs = startUs + 25 * minuteUs + 31_000_000;
    const whole = await eventsFrom(startUs);
    expect(whole.filter(({ severity }) => severity === 'warning').length).toBeGreaterThan(8);
    expect(await eventsFrom(laterUs)).toEqual(whole.filter(({ timeUs }) => timeUs >= laterUs));
  });
});
