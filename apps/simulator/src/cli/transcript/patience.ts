/** Asking again until a world has come far enough, while the clock of whoever asks stands still. */
import { setTimeout } from 'node:timers/promises';

const firstMs = 50;
const growth = 1.3;
/** Real time. A seat's limit of requests does not grow while its clock stands still: they must last for a cold world. */
const mostMs = 5_000;

/** Tries without end, each later than the one before. */
export async function* patience(): AsyncGenerator<void> {
  for (let waitMs = firstMs; ; waitMs = Math.min(mostMs, waitMs * growth)) {
    yield;
    await setTimeout(waitMs);
  }
}
