/** How a world's time is cut into runs that can be computed on their own. */
import type { Scenario, Variant } from '../../scenario/index.ts';

export interface Slice {
  /** Healthy time before S; a piece of a world between S and its continuous run; that run. */
  readonly kind: 'history' | 'piece' | 'incident';
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

const pieceMs = 60 * minuteMs;

function newestFirst(kind: Slice['kind'], fromMs: number, toMs: number, lengthMs: number): Slice[] {
  const slices: Slice[] = [];
  for (let end = toMs; end > fromMs; end -= lengthMs) {
    slices.push({ kind, fromMs: Math.max(fromMs, end - lengthMs), toMs: end });
  }
  return slices;
}

/** The healthy time before the incident's run, newest slice first. */
export function historySlices(scenario: Pick<Scenario, 'historyFromMs' | 'incidentFromMs'>): Slice[] {
  return newestFirst('history', scenario.historyFromMs, scenario.incidentFromMs, historySliceMs);
}

/** Time of a world's own that can be computed apart from its continuous run, newest first. */
export function pieceSlices(scenario: Pick<Scenario, 'incidentFromMs' | 'continuousFromMs'>): Slice[] {
  return newestFirst('piece', scenario.incidentFromMs, scenario.continuousFromMs, pieceMs);
}

/** The continuous run. A rival's ends sooner: it is only compared with. */
export function incidentSlice(
  scenario: Pick<Scenario, 'continuousFromMs' | 'endsAtMs' | 'rivalsUntilMs'>,
  variant: Variant,
): Slice {
  const toMs = variant.startsWith('rival:') ? scenario.rivalsUntilMs : scenario.endsAtMs;
  return { kind: 'incident', fromMs: scenario.continuousFromMs, toMs };
}

/** Ends of the chunks of a slice, ms. */
export function chunkEnds(slice: Slice): number[] {
  const ends: number[] = [];
  for (let end = slice.fromMs + chunkMs; end < slice.toMs; end += chunkMs) ends.push(end);
  return [...ends, slice.toMs];
}
