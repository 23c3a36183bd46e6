import type { Debrief } from '@firedrill/protocol';
import { minuteMs } from './windowChoice.ts';

/** Instants and pixels of one horizontal axis. */
export interface TimeAxis {
  readonly fromMs: number;
  readonly toMs: number;
  readonly x: (timeMs: number) => number;
  /** Round instants, a few of them, evenly apart. */
  readonly ticks: readonly number[];
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 360].map((minutes) => minutes * minuteMs);

export function timeAxis(fromMs: number, toMs: number, left: number, right: number): TimeAxis {
  const span = Math.max(1, toMs - fromMs);
  const most = Math.max(2, Math.floor((right - left) / 80));
  const step = steps.find((one) => span / one <= most) ?? 720 * minuteMs;
  const ticks: number[] = [];
  for (let at = Math.ceil(fromMs / step) * step; at <= toMs; at += step) ticks.push(at);
  return { fromMs, toMs, ticks, x: (timeMs) => left + ((timeMs - fromMs) / span) * (right - left) };
}

/** From the first to the last thing that the debrief tells, with a minute to spare. */
export function debriefSpan(debrief: Debrief): { readonly fromMs: number; readonly toMs: number } {
  const times = [
    debrief.truth.onsetMs,
    ...debrief.truth.story.map(({ atMs }) => atMs),
    ...debrief.deeds.map(({ incidentMs }) => incidentMs),
    ...debrief.course.map(({ atMs }) => atMs),
  ];
  return { fromMs: Math.min(...times) - minuteMs, toMs: Math.max(...times) + minuteMs };
}

/** An SVG path through points; a value that is no number breaks the line. */
export function linePath(points: readonly (readonly [x: number, y: number])[]): string {
  let pen = 'M';
  return points
    .flatMap(([x, y]) => {
      if (!Number.isFinite(y)) {
        pen = 'M';
        return [];
      }
      const part = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = 'L';
      return [part];
    })
    .join('');
}

export type StoryRow =
  | { readonly kind: 'truth'; readonly atMs: number; readonly text: string }
  | { readonly kind: 'deed'; readonly atMs: number; readonly deed: Debrief['deeds'][number] };

/** The true story and what the team did, as one list in time. */
export function storyRows(debrief: Debrief): StoryRow[] {
  const truth = debrief.truth.story.map(({ atMs, text }): StoryRow => ({ kind: 'truth', atMs, text }));
  const deeds = debrief.deeds.map((deed): StoryRow => ({ kind: 'deed', atMs: deed.incidentMs, deed }));
  // Sorting is stable: what is told at the same instant stands before what was done then.
  return [...truth, ...deeds].sort((a, b) => a.atMs - b.atMs);
}
