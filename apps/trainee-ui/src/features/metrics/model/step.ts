import type { TimeWindow } from '@firedrill/protocol';

/** Every target is scraped this often, ms. */
export const scrapeMs = 15_000;

/** Steps that people can read off an axis, ms. */
const steps = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];

/** Distance of the points of a range query, ms: about `points` of them over the window. */
export function stepFor(window: TimeWindow, points = 120): number {
  const wanted = (window.toMs - window.fromMs) / points;
  return steps.find((step) => step >= wanted) ?? steps[steps.length - 1]!;
}

/** Length of `$__rate_interval`, ms: never less than four scrapes, never less than a step and a scrape. */
export const rateIntervalMs = (stepMs: number): number => Math.max(4 * scrapeMs, stepMs + scrapeMs);

/** The window moved onto the step's grid, so that a refresh asks for the same points again. */
export const onGrid = (window: TimeWindow, stepMs: number): TimeWindow => ({
  fromMs: Math.floor(window.fromMs / stepMs) * stepMs,
  toMs: Math.max(Math.floor(window.toMs / stepMs), Math.floor(window.fromMs / stepMs) + 1) * stepMs,
});
