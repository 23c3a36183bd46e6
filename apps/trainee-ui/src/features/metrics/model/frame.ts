import type { Labels, MetricRangeResult } from '@firedrill/protocol';
import { legendText } from './expand.ts';

/** One line of a panel. */
export interface Line {
  /** Stays the same from refresh to refresh. */
  readonly key: string;
  readonly label: string;
  readonly labels: Labels;
  /** The query that it came from. */
  readonly expr: string;
  /** Of how many series in that query. */
  readonly siblings: number;
  /** Parallel to the frame's times; null where there is no sample. */
  readonly values: readonly (number | null)[];
}

/** What a chart draws: one list of times, lines parallel to it. */
export interface Frame {
  readonly timesMs: readonly number[];
  readonly lines: readonly Line[];
}

export interface Answered {
  readonly expr: string;
  readonly legend?: string | undefined;
  readonly result: MetricRangeResult;
}

const drawable = (value: number | 'NaN' | '+Inf' | '-Inf'): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** Joins the answers of a panel's queries onto one list of times. Lines stand in the order of queries, then of labels. */
export function toFrame(answers: readonly Answered[], shiftMs = 0): Frame {
  const times = new Set<number>();
  for (const { result } of answers)
    for (const series of result.series) for (const timeMs of series.timesMs) times.add(timeMs + shiftMs);
  const timesMs = [...times].sort((a, b) => a - b);
  const indexOf = new Map(timesMs.map((timeMs, index) => [timeMs, index]));
  const lines: Line[] = [];
  for (const { expr, legend, result } of answers) {
    const own = result.series.map((series) => {
      const values = new Array<number | null>(timesMs.length).fill(null);
      series.timesMs.forEach((timeMs, at) => {
        const index = indexOf.get(timeMs + shiftMs);
        const value = series.values[at];
        if (index !== undefined && value !== undefined) values[index] = drawable(value);
      });
      const label = legendText(legend, series.labels);
      return { key: `${expr}|${label}`, label, labels: series.labels, expr, siblings: result.series.length, values };
    });
    lines.push(...own.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0)));
  }
  return { timesMs, lines };
}

function spread(frame: Frame, timesMs: readonly number[]): readonly Line[] {
  const indexOf = new Map(frame.timesMs.map((timeMs, index) => [timeMs, index]));
  return frame.lines.map((line) => ({
    ...line,
    values: timesMs.map((timeMs) => {
      const index = indexOf.get(timeMs);
      return index === undefined ? null : (line.values[index] ?? null);
    }),
  }));
}

const allTimes = (frames: readonly Frame[]): readonly number[] =>
  [...new Set(frames.flatMap((frame) => [...frame.timesMs]))].sort((a, b) => a - b);

/** Lines of several frames on one list of times. */
export function mergeFrames(frames: readonly Frame[]): Frame {
  if (frames.length === 1) return frames[0]!;
  const timesMs = allTimes(frames);
  return { timesMs, lines: frames.flatMap((frame) => spread(frame, timesMs)) };
}

/** Puts two frames onto one list of times without mixing their lines. */
export function joinFrames(now: Frame, before: Frame): { readonly now: Frame; readonly before: Frame } {
  const timesMs = allTimes([now, before]);
  return { now: { timesMs, lines: spread(now, timesMs) }, before: { timesMs, lines: spread(before, timesMs) } };
}

/** The newest value, or null. */
export function lastOf(values: readonly (number | null)[]): number | null {
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

/** The largest value, or null. */
export function maxOf(values: readonly (number | null)[]): number | null {
  let max: number | null = null;
  for (const value of values) if (value !== null && (max === null || value > max)) max = value;
  return max;
}
