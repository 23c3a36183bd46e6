/** How a world's time is cut into runs that can be computed on their own. */
import type { Scenario } from '../../scenario/index.ts';

export interface Slice {
  readonly kind: 'history' | 'incident';
  readonly fromMs: number;
  readonly toMs: number;
}

const minuteMs = 60_000;
/** Short enough that the newest is there soon; long enough that the warm-up before each costs little. */
const historySliceMs = 15 * minuteMs;

/** Unrecorded run before a slice: more than twice the longest life of a cached entry, and time for pools to fill. */
export const warmupMs = 3 * minuteMs;

/** A chunk is handed over this often, so that what is computed can be looked at. */
export const chunkMs = 5 * minuteMs;

/** The healthy time before the incident's run, newest slice first. */
export function historySlices(scenario: Pick<Scenario, 'historyFromMs' | 'incidentFromMs'>): Slice[] {
  const slices: Slice[] = [];
  for (let toMs = scenario.incidentFromMs; toMs > scenario.historyFromMs; toMs -= historySliceMs) {
    slices.push({ kind: 'history', fromMs: Math.max(scenario.historyFromMs, toMs - historySliceMs), toMs });
  }
  return slices;
}

export function incidentSlice(scenario: Pick<Scenario, 'incidentFromMs' | 'endsAtMs'>): Slice {
  return { kind: 'incident', fromMs: scenario.incidentFromMs, toMs: scenario.endsAtMs };
}

/** Ends of the chunks of a slice, ms. */
export function chunkEnds(slice: Slice): number[] {
  const ends: number[] = [];
  for (let end = slice.fromMs + chunkMs; end < slice.toMs; end += chunkMs) ends.push(end);
  return [...ends, slice.toMs];
}
