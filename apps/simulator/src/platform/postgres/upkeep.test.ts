import { expect, it } from 'vitest';
import { bench, startUs } from './testing/little-database.ts';

const minuteUs = 60_000_000;

it('writes the same lines at the same instants, whenever the run began', async () => {
  const linesFrom = async (fromUs: number) => {
    const at = bench({ fromUs });
    await at.runFor(startUs + 60 * minuteUs - fromUs);
    return at.loggedAt();
  };
  const whole = await linesFrom(startUs);
  expect(whole.filter(({ message }) => message === 'LOG:  checkpoint starting: time')).toHaveLength(12);
  expect(whole.filter(({ message }) => message.includes('automatic vacuum')).length).toBeGreaterThan(2);
  for (const laterBy of [1, 7 * minuteUs, 33 * minuteUs + 12_345_678]) {
    const laterUs = startUs + laterBy;
    expect(await linesFrom(laterUs)).toEqual(whole.filter(({ atUs }) => atUs >= laterUs));
  }
});
